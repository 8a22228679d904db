import { listRevocationsRoute } from '@keywright/contract'
import { Reply, type Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import type { RevocationsService } from './revocations.service.ts'

/** Proxies hold back what they gather; a revocation must not wait for the next one. */
const streamHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
}

/** Backend API of the revocation feed. */
export function revocationsBackendRoutes(
  router: Router<BackendScope>,
  revocations: RevocationsService,
): void {
  router.mount(listRevocationsRoute, async ({ query }, { instance, key, header }) => {
    const wantsStream = /\btext\/event-stream\b/i.test(header('accept') ?? '')
    if (!wantsStream) return await revocations.poll(instance, query.cursor)
    const lastCursor = header('last-event-id') || query.cursor
    const reader = { keyName: key.name(), isKeyValid: key.isValid }
    return new Reply(200, streamHeaders, await revocations.open(instance, lastCursor, reader))
  })
}
