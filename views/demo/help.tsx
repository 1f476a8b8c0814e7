import type { Child } from 'hono/jsx'
import { type ShopAssets, ShopPage } from './shell.tsx'

const topics = [
  { id: 'shipping', name: 'Delivery', line: 'Times, countries, following a parcel' },
  { id: 'returns', name: 'Returns', line: 'Thirty days, at our cost' },
  { id: 'care', name: 'Care and repair', line: 'Seasoning, oiling, spare parts' },
  { id: 'contact', name: 'Contact', line: 'People in Ghent, weekdays 9 to 17' },
] as const

type Topic = (typeof topics)[number]['id']

const Article = ({ id, title, children }: { id: Topic; title: string; children: Child }) => (
  <article data-topic={id} hidden>
    <h2 tabindex={-1}>{title}</h2>
    {children}
  </article>
)

/** The help centre: one page, its topics chosen by the address's fragment. */
export const HelpPage = ({ assets }: { assets: ShopAssets }) => (
  <ShopPage assets={assets} title="Help" page="help">
    <div class="wide">
      <h1>Help</h1>
      <div class="split account">
        <nav class="side" aria-label="Help topics">
          <a href="#/">All topics</a>
          {topics.map(({ id, name }) => (
            <a href={`#/${id}`}>{name}</a>
          ))}
        </nav>
        <div class="panels prose">
          <section data-topic="">
            <h2 tabindex={-1}>What is it about</h2>
            <ul class="topics">
              {topics.map(({ id, name, line }) => (
                <li>
                  <a href={`#/${id}`}>
                    <strong>{name}</strong>
                    <span class="faint">{line}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
          <Article id="shipping" title="Delivery">
            <p>
              Orders placed before 14:00 leave Ghent the same day, Monday to Friday. Others leave the next
              working day.
            </p>
            <table>
              <thead>
                <tr>
                  <th scope="col">To</th>
                  <th scope="col">Working days</th>
                  <th scope="col">From</th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  <td>Belgium, Netherlands, Luxembourg</td>
                  <td>1 to 2</td>
                  <td>€4.90</td>
                </tr>
                <tr>
                  <td>Germany, France, Denmark</td>
                  <td>2 to 4</td>
                  <td>€7.50</td>
                </tr>
                <tr>
                  <td>Other countries of the Union</td>
                  <td>3 to 6</td>
                  <td>€11.00</td>
                </tr>
              </tbody>
            </table>
            <p>
              The courier writes to you in the morning with a window of two hours. You can move it or choose a
              neighbour.
            </p>
          </Article>
          <Article id="returns" title="Returns">
            <p>
              You have 30 days from the day the parcel arrives. Things may be used, as long as they are clean.
            </p>
            <ol>
              <li>
                Open the order in your <a href="/demo/orders">order history</a> and choose what comes back.
              </li>
              <li>Put it in the box it came in. The label is already inside.</li>
              <li>Leave it at any parcel point. The money is back within five days of its arrival.</li>
            </ol>
          </Article>
          <Article id="care" title="Care and repair">
            <h3>Cast iron</h3>
            <p>
              Rinse with hot water, dry on the hob, wipe with a drop of oil. Soap is fine now and then. Never
              soak it.
            </p>
            <h3>Wood</h3>
            <p>Oil boards and handles twice a year, with the grain, and leave them standing overnight.</p>
            <h3>Spare parts</h3>
            <p>
              Jar rings, kettle knobs, pan handles and grinder burrs are kept for ten years. Write to us with
              a picture.
            </p>
          </Article>
          <Article id="contact" title="Contact">
            <p>
              We are six people, and one of us answers. Usually within a few hours, on weekdays between 9 and
              17.
            </p>
            <dl class="sums">
              <div>
                <dt>E-mail</dt>
                <dd>
                  <a href="mailto:hello@larkmoor.example">hello@larkmoor.example</a>
                </dd>
              </div>
              <div>
                <dt>Telephone</dt>
                <dd>+32 9 000 00 00</dd>
              </div>
              <div>
                <dt>Workshop</dt>
                <dd>Sint-Pietersnieuwstraat 18, Ghent</dd>
              </div>
            </dl>
          </Article>
        </div>
      </div>
    </div>
  </ShopPage>
)
