import { randomBytes } from 'node:crypto'
import { type Id, type IdKind, idPrefixes } from '@keywright/contract'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const bodyLength = 27
/** KSUID's own zero point (2014-05-13), which leaves 32 bits of seconds until 2150. */
const epochSeconds = 1_400_000_000

/** A new id: prefix, then 4 bytes of seconds and 16 random bytes in base 62, so that ids sort by the second they were made in. */
export function newId<Kind extends IdKind>(kind: Kind): Id<Kind> {
  const bytes = Buffer.alloc(20)
  bytes.writeUInt32BE(Math.floor(Date.now() / 1000) - epochSeconds)
  randomBytes(16).copy(bytes, 4)
  return `${idPrefixes[kind]}_${toBase62(bytes)}`
}

export type NewId = typeof newId

function toBase62(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  while (rest > 0n) {
    text = `${alphabet[Number(rest % 62n)]}${text}`
    rest /= 62n
  }
  return text.padStart(bodyLength, '0')
}
