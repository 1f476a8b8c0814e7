import type { Keys } from '../auth/keys.ts'
import { isMailCode } from '../auth/mail-codes.ts'
import { SYSTEM } from '../domain/audit.ts'
import { faultOf, readCode } from '../domain/mail-code.ts'
import { MAIL_CODE_TRIES } from '../protocol/limits.ts'
import { findNewestCode, takeTry, useCode } from '../store/mail-codes.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'
import { openElsewhere, type Opened } from './open-elsewhere.ts'
import { findCodeWay } from './send-code.ts'

/** What came of a code that was entered on the page of a link. */
export type OpenedByCode =
  | Opened
  /** It has not the digits of a code, which is no try. `wrong`: there are tries left. */
  | { kind: 'unreadable' | 'wrong' | 'tooMany' | 'expired' | 'used' }
  /** There is no way by a code, or none was sent. */
  | { kind: 'none' }

/**
 * Opens the customer's page in another browser with the code that their e-mail holds. It takes the link and the code
 * together. A try is spent before the code is compared, so that of many at once no more are compared than there are tries.
 * @throws DomainError `bad_token`
 */
export const openWithCode = async (
  deps: ActionDeps & { keys: Keys },
  token: string,
  text: string,
): Promise<OpenedByCode> => {
  const { database, clock } = deps
  const way = await findCodeWay(deps, token)
  if (!way) return { kind: 'none' }
  const entered = readCode(text)
  if (entered === null) return { kind: 'unreadable' }
  const code = await takeTry(database, way.linkId, clock.now())
  if (!code) {
    const newest = await findNewestCode(database, way.linkId)
    return { kind: newest ? (faultOf(newest, clock.now()) ?? 'expired') : 'none' }
  }
  if (!(await isMailCode(deps.keys, code, entered))) {
    if (code.tries < MAIL_CODE_TRIES) return { kind: 'wrong' }
    await recordAudit(deps, {
      actor: SYSTEM,
      action: 'recording.code-failed',
      subject: { kind: 'recording', id: way.recordingId },
    })
    return { kind: 'tooMany' }
  }
  if (!(await useCode(database, code.id, clock.now()))) return { kind: 'used' }
  return (await openElsewhere(deps, way, 'recording.code-used')) ?? { kind: 'none' }
}
