import { expect, it } from 'vitest'
import { API_SCOPES, roleMay, ROLES, type Permission } from '../../src/domain/agent.ts'
import { durationOf } from '../../src/domain/recording.ts'

const PERMISSIONS: Permission[] = [
  'cases:read',
  'cases:write',
  'recordings:read',
  'recordings:erase',
  'settings:write',
]

it.each([
  ['owner', PERMISSIONS],
  ['agent', ['cases:read', 'cases:write', 'recordings:read', 'recordings:erase']],
  ['engineer', ['cases:read', 'cases:write', 'recordings:read']],
  ['viewer', ['cases:read', 'recordings:read']],
] as const)('the role %s may do exactly what it is for', (role, allowed) => {
  expect(PERMISSIONS.filter((permission) => roleMay(role, permission))).toEqual(allowed)
})

it('every role is named in this file', () => {
  expect(ROLES).toEqual(['owner', 'agent', 'engineer', 'viewer'])
})

it('no API key can change settings', () => {
  expect(API_SCOPES).not.toContain('settings:write')
})

const SPAN = {
  originTime: 1_000,
  lastEventTime: 4_500,
  startedAt: 900,
  endedAt: null,
  endReason: null,
  skewMs: 0,
}

it.each([
  ['the span of its events', {}, 3_500],
  ['0 before the first event', { originTime: null, lastEventTime: null }, 0],
  ['0 where the last event lies before the first', { originTime: 4_500, lastEventTime: 1_000 }, 0],
  ['until the end where that is clearly later', { endedAt: 61_000, endReason: 'customer' }, 60_000],
  [
    'until the end by the customer’s clock',
    { endedAt: 71_000, endReason: 'idle', skewMs: 10_000, startedAt: 10_900 },
    60_000,
  ],
  [
    'no longer than the server knows',
    { endedAt: 61_000, startedAt: 51_000, endReason: 'agent', skewMs: -9_000 },
    10_000,
  ],
  [
    'the span of its events where the end is within a second or two',
    { endedAt: 6_000, endReason: 'customer' },
    3_500,
  ],
  ['the span of its events where the tab was closed', { endedAt: 900_000, endReason: 'away' }, 3_500],
] as const)('the duration of a recording is %s', (_, known, duration) => {
  expect(durationOf({ ...SPAN, ...known })).toBe(duration)
})
