import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { RevocationPage, revocationEvents } from './revocations.schema.ts'

/**
 * The revocation feed, in two forms.
 *
 * Poll: `?cursor=` of the answer before; without one, the whole set. Ask every second.
 *
 * Stream: with `Accept: text/event-stream` the answer is server-sent events (HTML standard, section 9.2), and goes on. Where to
 * begin is said by `Last-Event-ID`, or else by `?cursor=`. First come `revocations` frames and one `ready`; then `revocations` as
 * they happen and a `heartbeat` each second. The server ends a stream when it stops, when the secret key is revoked, and when
 * its reader is too slow; the reader connects again with the id it had last, at once the first time.
 *
 * A poll that cannot be answered from the database is 503. Over the limit of streams of a key it is 429, and polling goes on.
 */
export const listRevocationsRoute = defineRoute({
  audience: 'backend',
  operationId: 'ListRevocations',
  method: 'get',
  path: '/v1/revocations',
  summary:
    'Read which tokens are refused before they expire: as a page, or as a stream of server-sent events',
  query: z.object({ cursor: z.string().max(200).optional() }),
  output: RevocationPage,
  events: revocationEvents,
  errors: ['too_many_requests', 'service_unavailable', 'form_param_format_invalid'],
})
