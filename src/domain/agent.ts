/** People who sign in, and what each role may do. */

export const ROLES = ['owner', 'agent', 'engineer', 'viewer'] as const
export type Role = (typeof ROLES)[number]

export interface Agent {
  id: string
  name: string
  email: string
  role: Role
  createdAt: number
  /** Set when the person may no longer sign in. */
  disabledAt: number | null
}

export type Permission =
  | 'cases:read'
  | 'cases:write'
  | 'recordings:read'
  | 'recordings:erase'
  | 'settings:write'
  | 'audit:read'
  | 'metrics:read'

const OF_ROLE: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set([
    'cases:read',
    'cases:write',
    'recordings:read',
    'recordings:erase',
    'settings:write',
    'audit:read',
    'metrics:read',
  ]),
  agent: new Set(['cases:read', 'cases:write', 'recordings:read', 'recordings:erase']),
  engineer: new Set(['cases:read', 'cases:write', 'recordings:read']),
  viewer: new Set(['cases:read', 'recordings:read']),
}

export const roleMay = (role: Role, permission: Permission): boolean => OF_ROLE[role].has(permission)

/** Scopes of API keys are permissions of the same names. */
export const API_SCOPES = [
  'cases:read',
  'cases:write',
  'recordings:read',
  'recordings:erase',
  'audit:read',
  'metrics:read',
] as const
export type ApiScope = (typeof API_SCOPES)[number]

/** An API key as it may be shown: the key itself is shown once and stored hashed. */
export interface ApiKey {
  id: string
  name: string
  /** First characters, to recognise it by. */
  prefix: string
  scopes: ApiScope[]
  createdAt: number
  lastUsedAt: number | null
  revokedAt: number | null
}
