/** Why a recording ended. */
export type EndReason =
  /** The customer pressed Stop in the bar or on the link's page. */
  | 'customer'
  /** Nobody moved, clicked or typed for the idle time. */
  | 'idle'
  /** The longest allowed duration was reached. */
  | 'limit'
  /** The page let the bar stand nowhere: nothing is recorded that the customer cannot stop. */
  | 'bar-removed'
  /** The site's own consent settings said no: its consent platform, or its `casereelConsent`. */
  | 'site-refused'
  /** The tab was closed, or lost, and did not come back within the grace time. */
  | 'away'
  /** The agent revoked the link. */
  | 'revoked'
  /** The agent ended it. */
  | 'agent'
  /** The link was accepted, but the page never started recording. */
  | 'never-started'
