import { type InstanceId, InstanceSettings } from '@keywright/contract'

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
  settingsVersion: number
  createdAt: Date
  updatedAt: Date
}

/** The whole settings of an instance, from the part that differs from the defaults. */
export function parseSettings(document: unknown): InstanceSettings {
  return InstanceSettings.parse(document ?? {})
}
