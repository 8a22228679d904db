import type { ResourceApi } from './resource-api.ts'

/** Waits, in this tab, for a link to be opened in another. */
export interface EmailLinkFlow<Params, Resource> {
  /** Sends the link, and resolves once it was opened or can no longer be. */
  startEmailLinkFlow(params: Params): Promise<Resource>
  cancelEmailLinkFlow(): void
}

export interface EmailLinkSteps<Params, Resource> {
  send(params: Params): Promise<unknown>
  /** Reads the resource anew. */
  read(): Promise<Resource>
  /** The status of the verification that the link belongs to. */
  statusOf(resource: Resource): string | null | undefined
}

const pollMilliseconds = 1_000

export function createEmailLinkFlow<Params, Resource>(
  api: Pick<ResourceApi, 'wait'>,
  { send, read, statusOf }: EmailLinkSteps<Params, Resource>,
): EmailLinkFlow<Params, Resource> {
  let turn = 0
  return {
    async startEmailLinkFlow(params) {
      turn += 1
      const own = turn
      await send(params)
      for (;;) {
        const resource = await read()
        if (own !== turn || statusOf(resource) !== 'unverified') return resource
        await api.wait(pollMilliseconds)
      }
    },
    cancelEmailLinkFlow() {
      turn += 1
    },
  }
}
