/** Requests as anybody can send them: paths that `fetch` would tidy up, hosts of one's own choice, redirects not followed. */
import { request } from 'node:http'
import { appHost } from './instance.ts'

export interface RawAnswer {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  cookies: readonly string[]
  text: string
  /** The body as JSON; the body itself in the error where it is none. */
  json(): Record<string, unknown>
}

export interface RawParts {
  method?: string
  headers?: Record<string, string>
  body?: Uint8Array
}

/** Asks as the proxy before the app does: the public address is in the forwarded headers. */
export function sendRaw(port: number, path: string, parts: RawParts = {}): Promise<RawAnswer> {
  const headers = { host: appHost, 'x-forwarded-proto': 'https', ...parts.headers }
  const { method = 'GET', body } = parts
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => resolve(answerOf(response.statusCode, response.headers, chunks)))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function answerOf(status = 0, headers: RawAnswer['headers'], chunks: Buffer[]): RawAnswer {
  const text = Buffer.concat(chunks).toString('latin1')
  return {
    ...{ status, headers, text },
    cookies: [headers['set-cookie'] ?? []].flat(),
    json() {
      try {
        return JSON.parse(text)
      } catch {
        throw new TypeError(`no JSON: ${status} ${text}`)
      }
    },
  }
}
