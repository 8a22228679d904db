import { type NodeRequest, toHeaders } from './node-request.ts'

/** A request of Node's `http`, with or without its body read. */
export interface NodeWebhookRequest extends NodeRequest, AsyncIterable<unknown> {
  body?: unknown
}

/**
 * A webhook's request for `verifyWebhook`. The signature is over the bytes, so the raw body is best (`express.raw`); a parsed one
 * is written as JSON again, which is the same text for what the server sends.
 */
export async function toWebhookRequest(request: NodeWebhookRequest, body = request.body): Promise<Request> {
  return new Request('http://localhost/', {
    method: 'POST',
    headers: toHeaders(request.headers),
    body: body === undefined ? await readAll(request) : toBody(body),
  })
}

function toBody(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return body
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body)
}

async function readAll(chunks: AsyncIterable<unknown>): Promise<Blob> {
  const parts: BlobPart[] = []
  for await (const chunk of chunks) parts.push(chunk as BlobPart)
  return new Blob(parts)
}
