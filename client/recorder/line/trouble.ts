/** Lets the agent know what keeps this page from being recorded as agreed. */
import type { TroubleCode } from '../../../src/protocol/trouble.ts'
import type { State } from '../ground/state.ts'

/**
 * Settles once the server has it, or cannot be reached.
 * @param over takes an earlier report of the same code and detail back
 */
export const reportTrouble = async (
  { now }: State,
  code: TroubleCode,
  detail: string,
  over = false,
): Promise<void> => {
  try {
    await fetch(`${now.base}/r/${now.recording}/trouble`, {
      method: 'POST',
      body: JSON.stringify({ token: now.token, code, detail: detail.slice(0, 1_000), ...(over && { over }) }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      keepalive: true,
    })
  } catch {
    // There is nobody else to tell.
  }
}
