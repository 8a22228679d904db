/**
 * Plays every provider that this server knows, in development: sign-in with any of them works before there are credentials,
 * and without a network (ADR 0024). One server of the protocol for each that is played, made when it is first asked.
 */
import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { JWK } from 'oidc-provider'
import type { Instance, InstanceDirectory } from '../domains/instances/index.ts'
import { findProvider } from '../domains/oauth-providers/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log/log.ts'
import type { OidcSetup } from './oidc-setup.ts'
import { createPlayedProvider, type PlayedProvider, type Visit } from './played-provider.ts'
import { isOwnCallback } from './redirect-uri.policy.ts'

export interface DevelopmentProviderDeps {
  clock: Clock
  log: Log
  /** Where this server is by its configuration. */
  publicUrl: string
  directory: InstanceDirectory
}

export interface DevelopmentProvider {
  /** The same without a network, for calls of this server itself: token, key set, profile, revocation. */
  fetch(request: Request): Promise<Response>
  /** `base` is the address above `/dev/oauth`. */
  answer(instance: Instance, base: string, visit: Visit): Promise<Response | undefined>
}

const paths = /^\/dev\/oauth\/([a-z0-9_]{1,64})(\/.+)$/

export function createDevelopmentProvider(deps: DevelopmentProviderDeps): DevelopmentProvider {
  const { directory, publicUrl } = deps
  const played = new Map<string, Promise<PlayedProvider>>()
  let signingKey: Promise<JWK> | undefined

  async function make(setup: Omit<OidcSetup, 'signingKey'>): Promise<PlayedProvider> {
    signingKey ??= newSigningKey()
    return await createPlayedProvider({ ...setup, signingKey: await signingKey })
  }

  function play(instance: Instance, base: string, key: string): Promise<PlayedProvider> | undefined {
    const provider = findProvider(key)
    if (!provider) return undefined
    const issuer = `${base}/dev/oauth/${key}`
    const name = `${instance.id} ${issuer}`
    const isCallback = (uri: string) => isOwnCallback(directory.byId(instance.id) ?? instance, uri, publicUrl)
    const made = played.get(name) ?? make({ ...deps, provider, issuer, isCallback })
    played.set(name, made)
    return made
  }

  async function answer(instance: Instance, base: string, visit: Visit): Promise<Response | undefined> {
    // Here anybody may be anybody: nothing that matters may ever believe it.
    if (instance.environmentType !== 'development') return undefined
    const [, key = '', path = ''] = paths.exec(visit.path) ?? []
    const provider = await play(instance, base, key)
    return await provider?.answer({ ...visit, path })
  }

  function instanceOf({ host }: URL, base: string): Instance | undefined {
    const slug = /\/i\/([a-z0-9-]{1,64})$/.exec(base)?.[1]
    return slug === undefined ? (directory.byHost(host) ?? directory.default()) : directory.bySlug(slug)
  }

  return {
    answer,
    async fetch(request) {
      const url = new URL(request.url)
      const at = url.pathname.indexOf('/dev/oauth/')
      const base = url.origin + url.pathname.slice(0, Math.max(at, 0))
      const instance = instanceOf(url, base)
      const found = instance && (await answer(instance, base, await visitOf(request, url, at)))
      return found ?? new Response(null, { status: 404 })
    },
  }
}

async function visitOf(request: Request, url: URL, at: number): Promise<Visit> {
  const { method, headers, signal } = request
  const isJson = headers.get('content-type')?.startsWith('application/json') === true
  const text = method === 'POST' ? await request.text() : ''
  return {
    ...{ method, headers, signal },
    form: isJson && text !== '' ? fieldsOf(text) : Object.fromEntries(new URLSearchParams(text)),
    path: url.pathname.slice(at),
    query: url.searchParams,
    place: { applicationName: '', assets: '' },
  }
}

/** Of an object of texts. Profile requests may have any other body, which nobody reads. */
function fieldsOf(json: string): Record<string, string> {
  const value: unknown = JSON.parse(json)
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return Object.fromEntries(entries.map(([name, field]) => [name, String(field)]))
}

/** Made anew with each process: nothing it signs lives longer. */
async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), kid: 'development', alg: 'RS256', use: 'sig' } as JWK
}
