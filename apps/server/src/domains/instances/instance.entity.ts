import { defaultInstanceSettings, type InstanceId, InstanceSettings } from '@keywright/contract'
import type { OAuthConnection } from './oauth-connection.entity.ts'

export type EnvironmentType = 'development' | 'staging' | 'production'

/** One environment of an application, with its own users, keys and settings. */
export interface Instance {
  id: InstanceId
  applicationId: string
  applicationName: string
  slug: string
  environmentType: EnvironmentType
  publishableKey: string
  /** The host encoded in the publishable key. */
  frontendHost: string
  /** `iss` of session tokens: `https://` and the frontend host, wherever the server really listens (wire contract 0.8). */
  issuer: string
  /** Cookie names end in it: first 8 characters of the publishable key's SHA-1 (wire contract 1.2). */
  cookieSuffix: string
  homeOrigin: string | null
  isDefault: boolean
  isSystem: boolean
  /** Hosts mapped to this instance, beside the one in the key. */
  hosts: readonly string[]
  /** Where apps proxy the Frontend API, as registered with the instance's domains. */
  proxyUrls: readonly string[]
  settings: InstanceSettings
  /** Providers whose accounts can be used here. */
  oauthConnections: readonly OAuthConnection[]
  settingsVersion: number
  createdAt: Date
  updatedAt: Date
}

/**
 * The whole settings of an instance, from the part that differs from the defaults. What this version does not know, or no
 * longer accepts, counts as unchanged: another version beside or before this one may have written it, and one odd value
 * must not keep a server from starting.
 */
export function parseSettings(document: unknown): InstanceSettings {
  const given = document ?? {}
  const result = InstanceSettings.safeParse(given)
  if (result.success) return result.data
  const readable = structuredClone(given)
  for (const issue of result.error.issues) {
    const keys =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    for (const path of keys) removeAt(readable, path)
  }
  return InstanceSettings.safeParse(readable).data ?? defaultInstanceSettings
}

function removeAt(document: object, path: readonly PropertyKey[]): void {
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => Reflect.get(Object(at), key), document)
  const last = path.at(-1)
  if (typeof parent === 'object' && parent !== null && last !== undefined)
    Reflect.deleteProperty(parent, last)
}
