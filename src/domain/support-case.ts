/** A ticket: what a link is made for and what its recordings belong to. */
export interface SupportCase {
  id: string
  title: string
  /** Ticket number in the help desk. */
  reference: string | null
  customer: { name: string | null; email: string | null }
  createdAt: number
  /** Name of the agent, or of the API key. */
  createdBy: string
  /** Last change of the case, its links or its recordings. */
  lastActivityAt: number
}

export const MAX_TITLE_LENGTH = 200
export const MAX_REFERENCE_LENGTH = 100
export const MAX_NAME_LENGTH = 120
