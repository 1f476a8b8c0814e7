/** Why a recording ended. */
export type EndReason =
  /** The customer pressed Stop in the bar or on the link's page. */
  | 'customer'
  /** Nobody moved, clicked or typed for the idle time. */
  | 'idle'
  /** The longest allowed duration was reached. */
  | 'limit'
  /** The tab was closed, or lost, and did not come back within the grace time. */
  | 'away'
  /** The agent revoked the link. */
  | 'revoked'
  /** The agent ended it. */
  | 'agent'
  /** The link was accepted, but the page never started recording. */
  | 'never-started'
