import type { FlowApi, FlowCall } from '@keywright/js/flows'

/** What somebody sends before the machine of their flow is there need not wait for it. */
export interface HeadStart {
  send(call: FlowCall): void
  /** For the machine: its first call is answered by the same one, if that was sent already. */
  api: FlowApi
}

export function createHeadStart(api: FlowApi): HeadStart {
  let sent: { path: string; answer: Promise<unknown> } | undefined
  return {
    send(call) {
      if (sent) return
      const answer = api.send(call)
      answer.catch(() => undefined)
      sent = { path: call.path, answer }
    },
    api: {
      send<Resource>(call: FlowCall) {
        const early = sent
        sent = undefined
        return early?.path === call.path ? (early.answer as Promise<Resource>) : api.send<Resource>(call)
      },
    },
  }
}
