/** What the forms of a case and of a link have in common. */
import type { NewCaseProps } from '../../../views/cases/new-case.tsx'
import { roleMay } from '../../domain/agent.ts'
import type { SignedIn } from '../guards.ts'

export type FormState = Pick<NewCaseProps, 'open' | 'values' | 'errors'>

export const closedForm: FormState = { open: false, values: {}, errors: {} }

export const mayWrite = ({ agent }: SignedIn): boolean => roleMay(agent.role, 'cases:write')
