/** What the customer is asked once more before it is done: withdrawing and erasing. */
import { textsOf } from '../src/domain/notice/languages.ts'
import { at, Own, Press, type CustomerPageProps } from './parts/own.tsx'
import { Say, TimeIn } from './parts/say.tsx'

/** What withdrawing means, and what is to become of the recording. */
export const WithdrawPage = (props: CustomerPageProps & { keptUntil: number }) => {
  const { language, organisation } = props
  const { customer } = textsOf(language)
  const slots = {
    organisation: <bdi>{organisation.name}</bdi>,
    time: <TimeIn at={props.keptUntil} language={language} />,
  }
  return (
    <Own {...props} title={customer.withdrawTitle} path="/withdraw">
      <p class="lead">
        <Say text={customer.withdrawLead} with={slots} />
      </p>
      <div class="stack-s">
        <Press to={at(props, '/withdraw')} label={customer.withdrawOnly} />
        <Press
          to={at(props, '/withdraw')}
          label={customer.withdrawAndErase}
          fields={{ then: 'erase' }}
          danger
        />
        <a class="button button-wide" href={at(props)}>
          {customer.keep}
        </a>
      </div>
    </Own>
  )
}

/** What erasing means, in words, and the one press that does it. */
export const ErasePage = (props: CustomerPageProps) => {
  const { language, organisation } = props
  const { customer } = textsOf(language)
  return (
    <Own {...props} title={customer.eraseTitle} path="/erase">
      <p class="lead">
        <Say text={customer.eraseLead} with={{ organisation: <bdi>{organisation.name}</bdi> }} />
      </p>
      <p>{customer.eraseKeep}</p>
      <p>
        <a href={at(props, '/download')} download>
          {customer.data}
        </a>
      </p>
      <div class="stack-s">
        <Press to={at(props, '/erase')} label={customer.eraseNow} danger />
        <a class="button button-wide" href={at(props)}>
          {customer.keep}
        </a>
      </div>
    </Own>
  )
}
