/** One provider as this server plays it: its endpoints, with who comes decided by the chooser. */
import { setTimeout as wait } from 'node:timers/promises'
import type { OAuthProvider, ProfileRequest } from '../domains/oauth-providers/index.ts'
import { askKoa } from './ask-koa.ts'
import { type Choice, identityOf, parseChoice, readChoice, writeChoice } from './choices.ts'
import { type ChooserPlace, chooserDocument, onwardDocument, refusalDocument } from './chooser.document.ts'
import { askedScopesParameter, dialectTokens, hugePart, standardForm, standardRequest } from './dialect.ts'
import { findChoice, type OidcSetup, sessionCookie, setUpOidc } from './oidc-setup.ts'

/** What is asked of a played provider. */
export interface Visit {
  method: string
  /** Below the issuer. */
  path: string
  query: URLSearchParams
  headers: Headers
  form: Readonly<Record<string, string>>
  signal: AbortSignal
  place: Omit<ChooserPlace, 'provider'>
}

export interface PlayedProvider {
  /** `undefined` for what the provider does not have. */
  answer(visit: Visit): Promise<Response | undefined>
}

const slowMilliseconds = 20_000

export async function createPlayedProvider(setup: OidcSetup): Promise<PlayedProvider> {
  const { provider, issuer, isCallback, clock } = setup
  const oidc = await setUpOidc(setup)
  const app = oidc.callback()
  const placeOf = ({ place }: Visit): ChooserPlace => ({ ...place, provider })

  /** Passes a visit on to the library, with these parameters. */
  async function ask(visit: Visit, query = visit.query, form?: URLSearchParams): Promise<Response> {
    const url = new URL(issuer + visit.path)
    url.search = query.toString()
    const kept = ['accept', 'authorization', 'cookie'].flatMap((name): [string, string][] => {
      const value = visit.headers.get(name)
      return value === null ? [] : [[name, value]]
    })
    const type = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await askKoa(app, {
      ...{ method: visit.method, url, mountPath: new URL(issuer).pathname, body: form?.toString() },
      headers: { ...Object.fromEntries(kept), ...type },
    })
    return withoutSession(response)
  }

  async function authorize(visit: Visit): Promise<Response> {
    const redirectUri = visit.query.get('redirect_uri') ?? ''
    if (!isCallback(redirectUri))
      return refusalDocument(placeOf(visit), 'invalid_redirect_uri', notOwn(redirectUri))
    return await inWords(visit, await ask(visit, standardRequest(provider, visit.query)))
  }

  /** What cannot be sent to the app is for whoever sits before it. */
  async function inWords(visit: Visit, response: Response): Promise<Response> {
    if (!response.headers.get('content-type')?.startsWith('application/json')) return response
    const { error = '', error_description = '' } = (await response.json()) as Record<string, string>
    return refusalDocument(placeOf(visit), error, error_description)
  }

  async function choose(visit: Visit, uid: string): Promise<Response> {
    const interaction = await oidc.Interaction.find(uid)
    if (!interaction)
      return refusalDocument(placeOf(visit), 'expired', 'This sign-in is over. Begin again in the app.')
    const { login_hint: hint = '', [askedScopesParameter]: asked = '' } = interaction.params
    if (visit.method === 'GET') return chooserDocument(placeOf(visit), String(hint))
    const choice = readChoice(visit.form, String(asked).split(' ').filter(Boolean))
    if (!choice) return refusalDocument(placeOf(visit), 'invalid_choice', 'Nobody of that name is here.')
    interaction.result = resultOf(provider, choice)
    await interaction.persist()
    return onwardDocument(placeOf(visit), interaction.returnTo)
  }

  async function token(visit: Visit): Promise<Response> {
    const form = standardForm(provider, visit.form)
    const code = await oidc.AuthorizationCode.find(form.get('code') ?? '')
    const fault = code?.accountId === undefined ? null : parseChoice(code.accountId).fault
    if (fault === 'slow') await wait(slowMilliseconds, undefined, { signal: visit.signal, ref: false })
    if (fault === 'html') return new Response('<!doctype html><title>Down</title>', { headers: htmlType })
    const response = await ask(visit, undefined, form)
    const tokens = (await response.json()) as Record<string, unknown>
    const choice = await findChoice(oidc, clock, String(tokens.access_token))
    const answer = choice ? dialectTokens(provider, tokens, choice) : tokens
    return Response.json(answer, { status: response.status, headers: uncached })
  }

  async function profile(visit: Visit, name: string): Promise<Response | undefined> {
    const wanted = provider.profileRequests?.find((request) => request.name === name)
    if (!wanted) return undefined
    if (visit.method !== (wanted.method ?? 'get').toUpperCase()) return new Response(null, { status: 405 })
    const choice = await findChoice(oidc, clock, shownToken(wanted, visit))
    return choice
      ? profileAnswer(provider, wanted, choice)
      : Response.json({ error: 'invalid_token' }, { status: 401, headers: uncached })
  }

  const gets: Readonly<Record<string, (visit: Visit, rest: string) => Promise<Response | undefined>>> = {
    authorize: (visit, uid) =>
      uid === '' ? authorize(visit) : ask(visit).then((found) => inWords(visit, found)),
    interaction: choose,
    profile,
    jwks: (visit) => ask(visit),
    userinfo: (visit) => ask(visit),
    '.well-known': (visit) => ask(visit),
  }
  const posts: typeof gets = {
    token,
    revoke: (visit) => ask(visit, undefined, standardForm(provider, visit.form)),
    interaction: choose,
    profile,
  }

  return {
    async answer(visit) {
      const [, first = '', rest = ''] = visit.path.split('/')
      const all = { GET: gets, POST: posts }[visit.method] ?? {}
      return Object.hasOwn(all, first) ? await all[first]?.(visit, rest) : undefined
    },
  }
}

const uncached = { 'cache-control': 'no-store' }
const htmlType = { 'content-type': 'text/html; charset=utf-8' }

function resultOf({ deniedErrors }: OAuthProvider, choice: Choice) {
  if (choice.fault === 'denied')
    return { error: deniedErrors?.[0] ?? 'access_denied', error_description: 'The user said no.' }
  if (choice.fault === 'error') return { error: 'server_error', error_description: 'The provider failed.' }
  return { login: { accountId: writeChoice(choice) } }
}

function shownToken({ introspection }: ProfileRequest, { form, headers }: Visit): string {
  if (introspection) return form.token ?? ''
  return /^Bearer (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? ''
}

function profileAnswer(
  { key, imitate }: OAuthProvider,
  { name, optional }: ProfileRequest,
  choice: Choice,
): Response {
  if (optional && choice.fault === 'narrow')
    return Response.json({ error: 'insufficient_scope' }, { status: 403, headers: uncached })
  const answer = imitate(identityOf(key, choice)).profile?.[name]
  const body = choice.fault === 'huge' ? { ...Object(answer), ...hugePart() } : answer
  return Response.json(body, { headers: uncached })
}

function notOwn(redirectUri: string): string {
  return `redirect_uri is not the callback of this server: ${redirectUri.slice(0, 200) || '(none)'}`
}

/** Nobody stays signed in at the provider: everybody is asked each time. */
function withoutSession(response: Response): Response {
  const cookies = response.headers.getSetCookie()
  response.headers.delete('set-cookie')
  for (const line of cookies) if (!line.startsWith(sessionCookie)) response.headers.append('set-cookie', line)
  return response
}
