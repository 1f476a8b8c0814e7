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

it.each([
  ['the span of its events', 1_000, 4_500, 3_500],
  ['0 before the first event', null, null, 0],
  ['0 where the last event lies before the first', 4_500, 1_000, 0],
])('the duration of a recording is %s', (_, originTime, lastEventTime, duration) => {
  expect(durationOf({ originTime, lastEventTime })).toBe(duration)
})
