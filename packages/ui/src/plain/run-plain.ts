/**
 * A flow without scripts: each request takes it up where the server's own attempt stands, and goes one step. Nothing is
 * kept between two requests, and nothing is believed that a page sent back but what somebody typed or pressed.
 */
import type { EnvironmentWire } from '@keywright/contract'
import {
  type ClientState,
  createMachine,
  type FlowApi,
  type FlowCall,
  type FlowEvent,
  goesOnAt,
  type KernelEvent,
  type LinkLanding,
  type Machine,
  readApiError,
  readLinkLanding,
  runCallback,
  type Snapshot,
  type SsoUrls,
  ssoCallbackContext,
} from '@keywright/js/flows'
import { createUi } from '../app/create-ui.ts'
import { walletPart } from '../flows/social/with-wallets.ts'
import { formatMessage } from '../localization/message-format.ts'
import { accountPlain, type PlainFlow, signInPlain, signUpPlain } from './plain-flows.ts'
import { type Fields, type PlainStep, renderPlain } from './render-plain.tsx'

export interface PlainRequest {
  view: 'sign-in' | 'sign-up' | 'user'
  /** The step, as the address names it. */
  part: string
  query: URLSearchParams
  environment: EnvironmentWire
  signInUrl: string
  signUpUrl: string
  /** Where a link in a mail leads back to. */
  linkUrl: string
  /** Where a provider leads back to, and where whoever came that way goes on to. */
  ssoUrls: SsoUrls
  /** Who is signed in on the browser. */
  client: ClientState | null
  /** The same, once something was changed. */
  readClient(): Promise<ClientState | null>
  /** Asks the server, as the browser would. */
  send(call: FlowCall): Promise<Response>
  /** What was posted; absent where the step is only looked at. */
  posted?: Fields
}

/** What comes of a request. */
export type PlainOutcome =
  | { kind: 'page'; html: string; step: string; hasFault: boolean }
  /** The step has an address of its own, without what a link wrote into the one before. */
  | { kind: 'step'; part: string }
  | { kind: 'other'; view: 'sign-in' | 'sign-up'; part?: string }
  | { kind: 'signed_in'; sessionId: string }
  | { kind: 'signed_out' }
  /** A provider goes on. */
  | { kind: 'provider'; url: string }
  /** Something is to be done that looking at a page must not do: the page asks for it to be posted. */
  | { kind: 'post' }

/** Takes up a sign-in, a sign-up or an account, and goes one step if something was posted. */
export async function runPlain(request: PlainRequest): Promise<PlainOutcome> {
  const { part, posted } = request
  if (!posted && (/^(sso-callback|next)$/.test(part) || hasTicket(request))) return { kind: 'post' }
  return part === 'sso-callback' ? await comeBack(request) : await runView(request)
}

/** Until it is used: the form that says why it opens nothing stands at the same address. */
function hasTicket({ view, query, posted = {} }: PlainRequest): boolean {
  return view !== 'user' && query.has('__clerk_ticket') && Object.keys(posted).length === 0
}

function runView(request: PlainRequest): Promise<PlainOutcome> {
  if (request.view === 'sign-up') return run(signUpPlain, request)
  return run(request.view === 'user' ? accountPlain : signInPlain, request)
}

/** Reads what came of a provider, and goes on with the flow that it brought so far. */
async function comeBack(request: PlainRequest): Promise<PlainOutcome> {
  let sessionId: string | undefined
  const state = await runCallback(ssoCallbackContext(request.client), {
    api: createPlainApi(request),
    async activate(id) {
      sessionId = id
    },
  })
  if (sessionId) return { kind: 'signed_in', sessionId }
  const { kind: view, part } = goesOnAt(state)
  const client = await request.readClient()
  // What a provider refused is said by the first step.
  const outcome =
    part === '' ? ({ kind: 'step', part } as const) : await runView({ ...request, view, part, client })
  return outcome.kind === 'step' && view !== request.view
    ? { kind: 'other', view, part: outcome.part }
    : outcome
}

async function run<Value extends string, Context extends Noticing, Event extends FlowEvent>(
  flow: PlainFlow<Value, Context, Event>,
  request: PlainRequest,
): Promise<PlainOutcome> {
  const done: Done = {}
  const machine = begin(flow, request, request.client, done)
  const stop = machine.subscribe(() => undefined)
  try {
    await whenIdle(machine)
    if (request.posted && request.part !== 'next' && !hasTicket(request)) {
      const event = render(flow, request, machine.get()).read(tidy(request.posted))
      if (event) machine.send(event)
      await whenIdle(machine)
    }
    return outcomeOf(flow, request, machine.get(), done)
  } finally {
    stop()
  }
}

/** Something may be said above a step that its address does not say. */
interface Noticing {
  notice: unknown
}

/** Codes are often copied with spaces; with scripts the field leaves them out. */
function tidy({ code, ...fields }: Fields): Fields {
  return code === undefined ? fields : { ...fields, code: code.replace(/\s/g, '') }
}

/** What a run has come to, beside its last step. */
interface Done {
  sessionId?: string
  isSignedOut?: boolean
  providerUrl?: string
}

function begin<Value extends string, Context, Event extends FlowEvent>(
  flow: PlainFlow<Value, Context, Event>,
  request: PlainRequest,
  client: ClientState | null,
  done: Done = {},
): Machine<Value, Context, Event> {
  const context = flow.contextOf({ ...request, client, landing: landingOf(request) })
  const api = createPlainApi(request)
  const ports = {
    api,
    now: Date.now,
    // Nobody waits on a page without scripts.
    later: () => () => undefined,
    linkUrl: () => request.linkUrl,
    setOut: () => ({
      urls: request.ssoUrls,
      async go(url: string) {
        done.providerUrl = url
        return undefined
      },
    }),
    async activate(sessionId: string) {
      done.sessionId = sessionId
    },
    async signOut() {
      await api.send({ method: 'DELETE', path: '/v1/client/sessions' })
      done.isSignedOut = true
    },
  }
  return createMachine(flow.definition, context, { ports, part: request.part })
}

/** A ticket is used once: whoever types after that goes on with the form. */
function landingOf(request: PlainRequest): LinkLanding | null {
  const landing = readLinkLanding(request.query)
  return landing?.ticket && !hasTicket(request) ? null : landing
}

function createPlainApi({ send, posted }: PlainRequest): FlowApi {
  return {
    async send<Resource>(call: FlowCall) {
      // Pages are looked at by who goes back, by what fetches ahead, and beside the page's own script.
      if (!posted && call.method !== 'GET')
        throw new TypeError('Keywright: looking at a page changes nothing.')
      const answer = await send(call)
      if (!answer.ok) throw await readApiError(answer)
      const { response } = (await answer.json()) as { response: Resource }
      return response
    },
  }
}

/** Resolves when nothing is under way; what a state does on arrival has begun by then. */
function whenIdle<Value extends string, Context, Event extends FlowEvent>(
  machine: Machine<Value, Context, Event>,
): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (machine.get().pending !== undefined) return
      stop()
      resolve()
    }
    const stop = machine.subscribe(() => queueMicrotask(look))
  })
}

async function outcomeOf<Value extends string, Context extends Noticing, Event extends FlowEvent>(
  flow: PlainFlow<Value, Context, Event>,
  request: PlainRequest,
  snapshot: Snapshot<Value, Context>,
  { sessionId, isSignedOut, providerUrl }: Done,
): Promise<PlainOutcome> {
  const { value, error, context } = snapshot
  if (providerUrl) return { kind: 'provider', url: providerUrl }
  if (isSignedOut) return { kind: 'signed_out' }
  if (sessionId && !error) return { kind: 'signed_in', sessionId }
  if (value === 'sign_up') return { kind: 'other', view: 'sign-up' }
  if (value === 'sign_in') return { kind: 'other', view: 'sign-in' }
  const { part } = flow.definition.states[value]
  if (request.posted && !error && !context.notice && part !== null) {
    const query = new URLSearchParams()
    const again = begin(flow, { ...request, part, query }, await request.readClient())
    if (again.get().value === value) return { kind: 'step', part }
  }
  const { html } = render(flow, request, snapshot)
  return { kind: 'page', html, step: value, hasFault: error !== undefined }
}

function render<Value extends string, Context, Event extends FlowEvent>(
  flow: PlainFlow<Value, Context, Event>,
  { environment }: PlainRequest,
  snapshot: Snapshot<Value, Context>,
): PlainStep<Event | KernelEvent> {
  const { views, texts } = flow
  const ui = createUi({
    ...{ environment, texts, format: formatMessage, id: 'kw-plain' },
    ...{ appearance: {}, localization: undefined, social: walletPart },
  })
  return renderPlain(snapshot, views[snapshot.value], ui)
}
