/** One page for everything that goes wrong, in words that help. */
import type { BareContext } from './layout.tsx'
import { Bare } from './layout.tsx'

export type ErrorStatus = 400 | 403 | 404 | 409 | 413 | 429 | 500 | 503

interface Words {
  title: string
  text: string
  action: { label: string; href: string } | 'retry'
}

const WORDS: Record<ErrorStatus, Words> = {
  400: {
    title: 'That did not work',
    text: 'The server could not read what was sent. Go back and try again.',
    action: { label: 'Go to the start page', href: '/' },
  },
  403: {
    title: 'You are not allowed to do that',
    text: 'Your role does not allow it. An owner of your organisation can change your role in Settings, under People.',
    action: { label: 'Go to cases', href: '/' },
  },
  404: {
    title: 'There is nothing here',
    text: 'The address is wrong, or what was here has been erased.',
    action: { label: 'Go to the start page', href: '/' },
  },
  409: {
    title: 'This has changed',
    text: 'It changed after you opened the page. Open the page again to see how it is now.',
    action: { label: 'Go to the start page', href: '/' },
  },
  413: {
    title: 'That is too large',
    text: 'What was sent is larger than this server accepts. Make it shorter and try again.',
    action: { label: 'Go to the start page', href: '/' },
  },
  429: {
    title: 'Too many requests',
    text: 'You have sent too many requests in a short time. Wait a minute, then try again.',
    action: 'retry',
  },
  500: {
    title: 'Something broke on our side',
    text: 'The error was logged. Try again in a moment.',
    action: 'retry',
  },
  503: {
    title: 'The server is restarting',
    text: 'It will be back in a few seconds. Then try again.',
    action: 'retry',
  },
}

export interface ErrorPageProps {
  context: BareContext
  status: ErrorStatus
  /** A sentence that says more than the status does; else the status speaks. */
  message?: string | null | undefined
  /** Where the action leads; `retry` pages lead to themselves by default. */
  href?: string | undefined
}

export const ErrorPage = ({ context, status, message, href }: ErrorPageProps) => {
  const { title, text, action } = WORDS[status]
  return (
    <Bare context={context} title={title}>
      <p class="status-code">{status}</p>
      <h1>{title}</h1>
      <p class="lead">{message ?? text}</p>
      <p>
        {action === 'retry' ? (
          <a class="button" href={href ?? ''}>
            Try again
          </a>
        ) : (
          <a class="button" href={href ?? action.href}>
            {href === undefined ? action.label : 'Go back'}
          </a>
        )}
      </p>
    </Bare>
  )
}
