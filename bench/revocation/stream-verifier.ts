/** The least that reads the revocation feed's stream: it keeps the greatest version of each thing, and compares. */
import { RevocationFrame } from '../../packages/contract/src/revocations/revocations.schema.ts'
import { decodeJwt } from '../../packages/tokens/src/index.ts'
import type { Verifier, VerifierOptions } from './verifier.ts'

export async function openStreamVerifier({ url, secretKey }: VerifierOptions): Promise<Verifier> {
  const versions = new Map<string, number>()
  const ready = Promise.withResolvers<void>()
  const abort = new AbortController()

  function hear(frame: string): void {
    if (frame.startsWith('event: ready')) ready.resolve()
    if (!frame.startsWith('event: revocations')) return
    const data: unknown = JSON.parse(frame.slice(frame.indexOf('\ndata: ') + 7))
    for (const { kind, id, version } of RevocationFrame.parse(data).entries) {
      const name = `${kind} ${id}`
      versions.set(name, Math.max(version, versions.get(name) ?? 0))
    }
  }

  async function follow(): Promise<void> {
    const answer = await fetch(`${url}/v1/revocations`, {
      headers: { authorization: `Bearer ${secretKey}`, accept: 'text/event-stream' },
      signal: abort.signal,
    })
    if (!answer.ok || !answer.body) throw new Error(`The feed answers ${answer.status}.`)
    let text = ''
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      const frames = `${text}${chunk}`.split('\n\n')
      text = frames.pop() ?? ''
      frames.forEach(hear)
    }
    throw new Error('The feed ended.')
  }

  follow().catch((error: unknown) => {
    ready.reject(error)
    if (!abort.signal.aborted) throw error
  })
  await ready.promise
  return {
    isRefused(token) {
      const { claims } = decodeJwt(token) ?? {}
      const [session = 0, user = 0] = Array.isArray(claims?.kwv) ? claims.kwv : []
      const isBelow = (name: string, version: number) => version < (versions.get(name) ?? 0)
      return isBelow(`session ${claims?.sid}`, session) || isBelow(`user ${claims?.sub}`, user)
    },
    close: () => abort.abort(),
  }
}
