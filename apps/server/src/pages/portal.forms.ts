/** What the portal's forms do for a browser without scripts: one step of the flow, then the next page. */
import type { EnvironmentWire } from '@keywright/contract'
import type { ClientState } from '../domains/clients/index.ts'
import type { Instance } from '../domains/instances/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import type { Components, PlainCall, PlainOutcome } from './components.ts'
import type { InnerApi } from './inner-api.ts'
import { basePathOf } from './page.ts'
import { destinationOf, isAuthView, type PortalPlace, pageAt } from './portal.policy.ts'
import { readClient } from './portal.seed.ts'
import { activateSession, endSession } from './portal.session.ts'

export interface PlainFacts {
  place: PortalPlace
  instance: Instance
  environment: EnvironmentWire
  request: HttpRequest
  components: Components
  api: InnerApi
}

/** Takes the flow up where the browser's own attempt stands; with `posted`, one step further. */
export async function runPlain(
  { place, instance, environment, request, components, api }: PlainFacts,
  client: ClientState | null | undefined,
  posted?: Readonly<Record<string, string>>,
): Promise<PlainOutcome> {
  const renderer = await components.renderer()
  return await renderer.runPlain({
    ...{ part: place.part, environment, query: request.url.searchParams },
    // What somebody who is signed in looks after needs scripts, whatever it is.
    view: isAuthView(place.view) ? place.view : 'user',
    signInUrl: pageAt('/sign-in', request),
    signUpUrl: pageAt('/sign-up', request),
    linkUrl: pageAt(`/${place.view}/verify`, request),
    ssoUrls: {
      redirect_url: pageAt(`/${place.view}/sso-callback`, request),
      action_complete_redirect_url: destinationOf(instance, request, place.view),
    },
    client: client ?? null,
    readClient: async () => (await readClient(instance, request, api)) ?? null,
    send: ({ method, path, form }) =>
      api.send({
        method,
        path,
        ...(form && method !== 'GET' && { form: new URLSearchParams(pairsOf(form)) }),
      }),
    ...(posted && { posted }),
  })
}

/** What is absent is left out, lists repeat their name, `null` is the empty text. */
function pairsOf(form: NonNullable<PlainCall['form']>): [name: string, value: string][] {
  return Object.entries(form).flatMap(([name, value]) =>
    [value]
      .flat()
      .flatMap((one): [string, string][] => (one === undefined ? [] : [[name, String(one ?? '')]])),
  )
}

/** Where the browser goes from here; `undefined`: nowhere, the step is shown as it is. */
export async function answerOf(facts: PlainFacts, outcome: PlainOutcome): Promise<Response | undefined> {
  const { place, instance, request, api } = facts
  const base = basePathOf(request)
  const search = withoutLanding(request.url)
  switch (outcome.kind) {
    case 'page':
    case 'post':
    case 'provider':
      return undefined
    case 'step':
      return seeOther(`${base}/${place.view}${below(outcome.part)}${search}`, api.setCookies())
    case 'other':
      return seeOther(`${base}/${outcome.view}${below(outcome.part)}${search}`, api.setCookies())
    case 'signed_out':
      return seeOther(`${base}/sign-in${search}`, [
        ...api.setCookies(),
        ...endSession(instance, request.info),
      ])
    case 'signed_in': {
      const cookies = await activateSession(instance, request.info, api, outcome.sessionId)
      return seeOther(destinationOf(instance, request, place.view), [...api.setCookies(), ...cookies])
    }
  }
}

const below = (part = '') => (part === '' ? '' : `/${part}`)

/** What a link from a mail wrote into the address holds for one step. */
function withoutLanding({ href, searchParams }: URL): string {
  const kept = new URL(href)
  for (const name of ['__clerk_status', '__clerk_created_session'])
    if (searchParams.has(name)) kept.searchParams.delete(name)
  return kept.search
}

/** RFC 9110 §15.4.4: whatever was sent, the next page is read. A reload then sends nothing twice. */
function seeOther(location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' })
  for (const line of cookies) headers.append('set-cookie', line)
  return new Response(null, { status: 303, headers })
}
