import { KeywrightApiError, type KeywrightErrorCode } from '@keywright/client'
import type { FlowCall } from '../flows/flow-api.ts'
import type { FlowPorts } from '../flows/flow-ports.ts'
import type { WayOut } from '../flows/way-out.ts'

/** What the server answers to one call: a resource, or a refusal. */
export type FakeAnswer = object | Error | Promise<object>

export interface FakePorts extends FlowPorts {
  /** Every call, in order. */
  calls: FlowCall[]
  /** Sessions that became the active one. */
  activated: string[]
  /** Where the page was left for. */
  left: string[]
  /** The one way to a provider that there is. */
  way: WayOut
  /** Runs what waits for time to pass. */
  tick(): Promise<void>
}

/** A world that answers in the order it was told, and in which no time passes by itself. */
export function fakePorts(answers: FakeAnswer[] = []): FakePorts {
  const calls: FlowCall[] = []
  const activated: string[] = []
  const left: string[] = []
  const way: WayOut = {
    urls: {
      redirect_url: 'https://app.example.com/sign-in#/sso-callback',
      action_complete_redirect_url: 'https://app.example.com/home',
    },
    go: async (url) => void left.push(url),
  }
  let waiting: (() => void)[] = []
  const send = async (call: FlowCall) => {
    calls.push(call)
    const answer = answers.shift()
    if (answer === undefined) throw new Error(`no answer is left for ${call.method} ${call.path}`)
    if (answer instanceof Error) throw answer
    return await answer
  }
  return {
    api: { send: send as FlowPorts['api']['send'] },
    ...{ calls, activated, left },
    now: () => 1_000,
    later(task) {
      waiting.push(task)
      return () => {
        waiting = waiting.filter((other) => other !== task)
      }
    },
    async tick() {
      const due = waiting
      waiting = []
      for (const task of due) task()
      await settle()
    },
    activate: async (sessionId) => void activated.push(sessionId),
    signOut: async () => undefined,
    ...{ way, setOut: () => way },
    linkUrl: () => 'https://app.example.com/sign-in#/verify',
  }
}

/** A refusal as the transport throws it. */
export function refusal(code: KeywrightErrorCode, meta: Record<string, unknown> = {}): KeywrightApiError {
  return new KeywrightApiError({ status: 422, errors: [{ code, message: code, meta }] })
}

/** Lets all answers arrive that are there. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}
