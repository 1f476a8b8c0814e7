/** When a recording ends and how long it is kept, and the question about a clock that looks wrong. */
import { Hono } from 'hono'
import { z } from 'zod'
import {
  OTHER_RETENTION,
  RecordingSettingsPage,
  retentionChoice,
} from '../../../../views/settings/recording.tsx'
import { believeClock, findClockDoubt } from '../../../actions/believe-clock.ts'
import { changeSettings } from '../../../actions/change-settings.ts'
import { MINUTE, SECOND } from '../../../domain/clock.ts'
import type { Organisation } from '../../../domain/organisation.ts'
import { RECORDING_BOUNDS } from '../../../domain/settings.ts'
import type { HttpDeps } from '../../deps.ts'
import { numberField, readForm } from '../../forms.ts'
import type { PageEnv } from '../../guards.ts'
import { changedBy, frameOf, requireOrganisation } from './common.ts'

/** One of the offered numbers of days stands for the number that is written otherwise. */
const chosenRetention = (form: unknown): unknown => {
  const { retentionChoice: choice = OTHER_RETENTION } = form as Record<string, unknown>
  return choice === OTHER_RETENTION ? form : { ...(form as object), retentionDays: choice }
}

const recordingFields = z.object({
  idleMinutes: numberField(RECORDING_BOUNDS.idleMinutes),
  maxMinutes: numberField(RECORDING_BOUNDS.maxMinutes),
  graceSeconds: numberField(RECORDING_BOUNDS.graceSeconds),
  retentionDays: numberField(RECORDING_BOUNDS.retentionDays),
})
const recordingForm = z.preprocess(chosenRetention, recordingFields)

const NOTICES = {
  saved: 'Saved.',
  clock: 'The clock is confirmed. What is past its time is erased with the next sweep, within minutes.',
}

const valuesOf = ({ idleMs, maxMs, graceMs, retentionDays }: Organisation) => ({
  idleMinutes: String(idleMs / MINUTE),
  maxMinutes: String(maxMs / MINUTE),
  graceSeconds: String(graceMs / SECOND),
  retentionChoice: retentionChoice(retentionDays),
  retentionDays: String(retentionDays),
})

export const recordingSettingsRoutes = (deps: HttpDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>()
  app
    .get('/settings/recording', async (c) => {
      const values = valuesOf(await requireOrganisation(deps))
      const [frame, doubt] = [frameOf(deps, c, NOTICES), await findClockDoubt(deps)]
      return c.html(<RecordingSettingsPage {...frame} doubt={doubt} values={values} errors={{}} />)
    })
    .post(async (c) => {
      const frame = frameOf(deps, c, NOTICES)
      const form = await readForm(c, recordingForm)
      if (!form.ok) {
        const doubt = await findClockDoubt(deps)
        return c.html(<RecordingSettingsPage {...frame} {...form} doubt={doubt} />, 400)
      }
      const { idleMinutes, maxMinutes, graceSeconds, retentionDays } = form.data
      const change = {
        idleMs: idleMinutes * MINUTE,
        maxMs: maxMinutes * MINUTE,
        graceMs: graceSeconds * SECOND,
        retentionDays,
      }
      await changeSettings(deps, change, changedBy(c))
      return c.redirect('/settings/recording?done=saved', 303)
    })
  app.post('/settings/recording/clock', async (c) => {
    await believeClock(deps, changedBy(c))
    return c.redirect('/settings/recording?done=clock', 303)
  })
  return app
}
