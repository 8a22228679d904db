/** Reads HTTP answers from a socket, and only as much of them as a load generator must: it shares the cores with the server. */

export interface HttpAnswer {
  status: number
  text: string
  closes: boolean
}

/** Collects the bytes of one answer; returns it once it is whole (RFC 9112 §6). */
export class AnswerReader {
  #pending: Buffer | undefined

  push(chunk: Buffer): HttpAnswer | undefined {
    const bytes = this.#pending ? Buffer.concat([this.#pending, chunk]) : chunk
    const headEnd = bytes.indexOf('\r\n\r\n')
    if (headEnd >= 0) {
      const head = bytes.toString('latin1', 0, headEnd)
      if (isWhole(head, bytes, headEnd + 4)) {
        this.#pending = undefined
        return {
          status: Number(head.slice(9, 12)),
          text: bytes.toString(),
          closes: /\r\nconnection: close/i.test(head),
        }
      }
    }
    this.#pending = bytes
    return undefined
  }
}

const chunkedEnd = Buffer.from('0\r\n\r\n')

function isWhole(head: string, bytes: Buffer, bodyStart: number): boolean {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)
  if (length) return bytes.length - bodyStart >= Number(length[1])
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return bytes.subarray(-5).equals(chunkedEnd)
  return true
}
