/** What `npm run dev` builds after a change. */
import { expect, it } from 'vitest'
import { partsOf } from '../dev/parts.ts'

it.each([
  ['client/recorder/recording.ts', ['client']],
  ['client\\player\\stage.ts', ['client']],
  ['src/protocol/codec.ts', ['client', 'server']],
  ['src/http/asset-headers.ts', ['client', 'server']],
  ['src/room/room.ts', ['server']],
  ['views/demo/home.tsx', ['server']],
  ['migrations/0000_init.sql', []],
])('builds after a change of %s: %s', (file, parts) => {
  expect(partsOf(file)).toEqual(parts)
})
