/** Cases that still leave, by id: a reason for each. The test requires them to fail, so that one that was mended is taken out here. */
import type { PrivacyPreset } from '../../../src/protocol/privacy.ts'

export interface StillOpen {
  in: readonly PrivacyPreset[]
  reason: string
}

export const STILL_OPEN: Readonly<Record<string, StillOpen>> = {}
