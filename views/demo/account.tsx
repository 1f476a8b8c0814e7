import type { Child } from 'hono/jsx'
import { Field } from './field.tsx'
import { type ShopAssets, ShopPage } from './shell.tsx'

export const accountPanels = [
  { id: 'profile', name: 'Profile', path: '/demo/account' },
  { id: 'addresses', name: 'Addresses', path: '/demo/account/addresses' },
  { id: 'security', name: 'Security', path: '/demo/account/security' },
  { id: 'newsletter', name: 'Newsletter', path: '/demo/account/newsletter' },
] as const

export type AccountPanel = (typeof accountPanels)[number]['id']

const Panel = ({
  id,
  open,
  title,
  children,
}: {
  id: AccountPanel
  open: boolean
  title: string
  children: Child
}) => (
  <section data-panel={id} aria-labelledby={`${id}-title`} hidden={!open}>
    <h2 id={`${id}-title`} tabindex={-1}>
      {title}
    </h2>
    {children}
  </section>
)

const SavedForm = ({ action, button, children }: { action: string; button: string; children: Child }) => (
  <form class="form" method="post" action={action} data-saved-form>
    <fieldset>{children}</fieldset>
    <div class="actions">
      <button class="button" type="submit">
        {button}
      </button>
      <p role="status" data-saved></p>
    </div>
  </form>
)

const Addresses = () => (
  <ul class="addresses" data-private>
    <li>
      <h3>Home</h3>
      <p>
        Mara Lindqvist
        <br />
        Coupure Links 214, 3rd floor
        <br />
        9000 Ghent, Belgium
      </p>
      <p class="tag">Used for delivery</p>
    </li>
    <li>
      <h3>Studio</h3>
      <p>
        Mara Lindqvist, c/o Atelier Noord
        <br />
        Dok-Noord 7
        <br />
        9000 Ghent, Belgium
      </p>
    </li>
  </ul>
)

/** All panels are in the page; the script moves between them without a load, and each has an address of its own. */
export const AccountPage = ({ assets, panel }: { assets: ShopAssets; panel: AccountPanel }) => (
  <ShopPage
    assets={assets}
    title={accountPanels.find(({ id }) => id === panel)?.name ?? 'Account'}
    page="account"
  >
    <div class="wide">
      <h1>Your account</h1>
      <div class="split account">
        <nav class="side" aria-label="Account">
          {accountPanels.map(({ id, name, path }) => (
            <a href={path} data-open-panel={id} aria-current={id === panel ? 'page' : undefined}>
              {name}
            </a>
          ))}
          <a href="/demo/orders">Order history</a>
        </nav>
        <div class="panels">
          <Panel id="profile" open={panel === 'profile'} title="Profile">
            <SavedForm action="/demo/api/profile" button="Save profile">
              <Field id="given-name" label="First name" autocomplete="given-name" value="Mara" span={3} />
              <Field
                id="family-name"
                label="Last name"
                autocomplete="family-name"
                value="Lindqvist"
                span={3}
              />
              <Field
                id="email"
                label="E-mail"
                type="email"
                autocomplete="email"
                value="mara.lindqvist@example.com"
              />
              <Field
                id="phone"
                label="Phone"
                type="tel"
                autocomplete="tel"
                value="+32 470 00 00 00"
                optional
              />
            </SavedForm>
          </Panel>
          <Panel id="addresses" open={panel === 'addresses'} title="Addresses">
            <Addresses />
          </Panel>
          <Panel id="security" open={panel === 'security'} title="Security">
            <SavedForm action="/demo/api/password" button="Change password">
              <Field
                id="current-password"
                label="Current password"
                type="password"
                autocomplete="current-password"
              />
              <Field
                id="new-password"
                label="New password"
                type="password"
                autocomplete="new-password"
                hint="At least 12 characters"
              />
              <Field
                id="one-time-code"
                label="One-time code"
                autocomplete="one-time-code"
                inputmode="numeric"
                hint="Six digits from your authenticator app"
                span={3}
              />
            </SavedForm>
          </Panel>
          <Panel id="newsletter" open={panel === 'newsletter'} title="Newsletter">
            <SavedForm action="/demo/api/newsletter" button="Save choice">
              <label class="choice span-6">
                <input type="radio" name="newsletter" value="monthly" checked />
                <span>
                  <strong>Once a month</strong>
                  <span class="faint">New makers, and what is back in stock</span>
                </span>
              </label>
              <label class="choice span-6">
                <input type="radio" name="newsletter" value="never" />
                <span>
                  <strong>Never</strong>
                  <span class="faint">Only messages about your orders</span>
                </span>
              </label>
            </SavedForm>
          </Panel>
        </div>
      </div>
    </div>
  </ShopPage>
)
