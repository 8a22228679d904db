/**
 * Played providers as the engine reaches them: without a network, and within the limits that real ones have, so that what
 * is slow or huge on purpose fails as it would.
 */
import type { PlayedProviderPort } from '../domains/oauth-attempts/index.ts'
import { answerWithin } from '../platform/outgoing/outgoing-request.ts'
import type { DevelopmentProvider } from './development-provider.ts'

export interface PlayedProviderPortDeps {
  developmentProvider: Pick<DevelopmentProvider, 'fetch'>
  /** Where browsers reach an instance. */
  frontendUrl: (scope: Parameters<PlayedProviderPort['baseUrl']>[0]) => string
  millisecondsMax: number
  bytesMax: number
}

export function createPlayedProviderPort({
  developmentProvider,
  frontendUrl,
  ...limits
}: PlayedProviderPortDeps): PlayedProviderPort {
  return {
    baseUrl: (scope, provider) => `${frontendUrl(scope)}/dev/oauth/${provider}`,
    fetch: answerWithin(limits, (request) => developmentProvider.fetch(request)),
  }
}
