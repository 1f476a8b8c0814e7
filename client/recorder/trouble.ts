/** Lets the agent know what keeps this page from being recorded as agreed. */
import type { State } from './state.ts'

export type TroubleCode = 'storage_blocked' | 'recorder_failed' | 'rules_failed' | 'consent_refused'

/** Settles once the server has it, or cannot be reached. */
export const reportTrouble = async ({ now }: State, code: TroubleCode, detail: string): Promise<void> => {
  try {
    await fetch(`${now.base}/r/${now.recording}/trouble`, {
      method: 'POST',
      body: JSON.stringify({ token: now.token, code, detail: detail.slice(0, 1_000) }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      keepalive: true,
    })
  } catch {
    // There is nobody else to tell.
  }
}
