/** The mail in which an agent sends a link; it opens in the agent's own mail program. */
import type { SupportCase } from '../../src/domain/support-case.ts'

export interface LinkMail {
  organisation: string
  /** Who signs it. */
  agent: string
  supportCase: Pick<SupportCase, 'reference' | 'customer'>
  url: string
}

/** A `mailto:` address (RFC 6068) with recipient, subject and text. */
export const linkMailto = ({ organisation, agent, supportCase, url }: LinkMail): string => {
  const { reference, customer } = supportCase
  const subject = `Show us what happens${reference ? ` (${reference})` : ''}`
  const body = [
    `Hello${customer.name ? ` ${customer.name}` : ''},`,
    '',
    'so that we can see what goes wrong, please open this link and let us record the page while you do it again:',
    '',
    url,
    '',
    'The page first explains what we will see and what stays hidden. Nothing is recorded until you agree, what you type is hidden, and you can stop at any time.',
    '',
    'Kind regards,',
    agent,
    organisation,
  ].join('\r\n')
  // Everything but the @ is escaped: an address may hold characters that mean something in a URL.
  const to = encodeURIComponent(customer.email ?? '').replace('%40', '@')
  return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`
}
