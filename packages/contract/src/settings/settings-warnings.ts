import type { InstanceSettings } from './settings.schema.ts'

/** The longest life of tokens whose verifiers may not hear of revocations. */
const unheardLifetimeSecondsMax = 60

/**
 * Whether tokens live longer than those may who cannot be revoked, although official SDKs verify them: they verify RS256, and
 * do not read the revocation feed. ES256 says that all verifiers are ours, and these refuse old tokens where they hear no feed.
 */
export function outlivesRevocation({ tokens }: Pick<InstanceSettings, 'tokens'>): boolean {
  return tokens.lifetime_seconds > unheardLifetimeSecondsMax && tokens.signing_algorithm === 'RS256'
}

/** What an operator should know of settings that are allowed and weaken something. */
export function settingsWarnings(settings: Pick<InstanceSettings, 'tokens'>): string[] {
  if (!outlivesRevocation(settings)) return []
  return [
    `Session tokens live for ${settings.tokens.lifetime_seconds} seconds by force (tokens.force_lifetime): verifiers that do not read the revocation feed, such as the official SDKs, accept those of a revoked session until they expire.`,
  ]
}
