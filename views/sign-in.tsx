/** How people get in: by a link, and a button, because mail scanners follow links. */
import type { BareContext } from './layout.tsx'
import { Bare } from './layout.tsx'
import { Icon } from './icons.tsx'

/** `/` when nobody is signed in. */
export const SignInNotice = ({
  context,
  demo,
  onward,
}: {
  context: BareContext
  demo: boolean
  /** They came for another page, which opens once they are signed in. */
  onward: boolean
}) => (
  <Bare context={context} title="Sign in">
    <h1>Sign in with your link</h1>
    <p class="lead">
      Casereel has no passwords. Open the sign-in link that an owner of your organisation created for you, on
      this device.{onward && ' The page that you wanted to see opens right after it.'}
    </p>
    <ul class="points">
      <li>
        <Icon name="link" />
        <span>
          <strong>No link, or it no longer works?</strong> Ask an owner for a new one. They create it in
          Settings, under People.
        </span>
      </li>
      <li>
        <Icon name="key" />
        <span>
          <strong>Are you an owner who is locked out?</strong> Run <code>npm run setup-link</code> on the
          server. It prints a new sign-in link.
        </span>
      </li>
      {demo && (
        <li>
          <Icon name="play" />
          <span>
            <strong>Just looking around?</strong> The <a href="/demo">demo shop</a> is open to everyone.
          </span>
        </li>
      )}
    </ul>
  </Bare>
)

/** GET `/sign-in/:token` of a link that is still good. Signs in by POST to the same address. */
export const SignInPage = (props: {
  context: BareContext
  token: string
  name: string
  organisation: string
}) => (
  <Bare context={props.context} title="Sign in">
    <h1>
      Sign in to <bdi>{props.organisation}</bdi>
    </h1>
    <p class="lead">This link works once, for the person named on the button.</p>
    <form method="post" action={`/sign-in/${props.token}`}>
      <button class="button button-primary button-wide" type="submit">
        <span>
          Sign in as <bdi>{props.name}</bdi>
        </span>
      </button>
    </form>
    <p class="hint">
      Not <bdi>{props.name}</bdi>? Close this page and tell the person who sent you the link.
    </p>
  </Bare>
)

/** A sign-in link that was used, is too old, or was never made: one page for all of them. */
export const SignInGone = ({ context }: { context: BareContext }) => (
  <Bare context={context} title="This sign-in link does not work">
    <h1>This sign-in link does not work</h1>
    <p class="lead">It has been used, has expired, or part of it is missing.</p>
    <p>
      Ask an owner of your organisation for a new one. An owner who is locked out runs{' '}
      <code>npm run setup-link</code> on the server.
    </p>
    <p>
      <a class="button" href="/">
        Go to the start page
      </a>
    </p>
  </Bare>
)
