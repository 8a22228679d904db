/** An authenticator app, made from its standard (RFC 6238) and from nothing of ours: what it says is a witness of its own. */
import { createHmac } from 'node:crypto'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** The code that an app shows which holds this secret, so many milliseconds from now. */
export function codeOf(secret: string, later = 0): string {
  const counter = Buffer.alloc(8)
  counter.writeUInt32BE(Math.floor((Date.now() + later) / 30_000), 4)
  const hash = createHmac('sha1', bytesOf(secret.replaceAll(/\s/g, '')))
    .update(counter)
    .digest()
  const number = hash.readUInt32BE(hash.readUInt8(19) % 16) % 2 ** 31
  return String(number % 1_000_000).padStart(6, '0')
}
