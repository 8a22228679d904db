const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Longer than any address or signature: decoding takes time in the square of the length. */
const lengthMax = 128

/** The bytes behind base58 (draft-msporny-base58), in which each leading `1` is a zero byte; `undefined` for anything else. */
export function decodeBase58(text: string): Uint8Array | undefined {
  if (text.length > lengthMax) return undefined
  let value = 0n
  for (const letter of text) {
    const digit = alphabet.indexOf(letter)
    if (digit === -1) return undefined
    value = value * 58n + BigInt(digit)
  }
  const hex = value === 0n ? '' : value.toString(16)
  const zeros = /^1*/.exec(text)?.[0].length ?? 0
  return Buffer.concat([
    Buffer.alloc(zeros),
    Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'),
  ])
}
