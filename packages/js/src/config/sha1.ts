/**
 * SHA-1 (FIPS 180-4 §6.1) for the names of cookies, which protects nothing. The browser's own is asynchronous, and absent on
 * pages that came by plain http from another machine.
 */
export function sha1(text: string): Uint8Array {
  const words = padMessage(new TextEncoder().encode(text))
  const hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  for (let start = 0; start < words.length; start += 16) addBlock(hash, words.slice(start, start + 16))
  const bytes = new DataView(new ArrayBuffer(20))
  hash.forEach((word, index) => {
    bytes.setInt32(index * 4, word)
  })
  return new Uint8Array(bytes.buffer)
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

/** FIPS 180-4 §5.1.1: a one, zeroes, and the length in bits. */
function padMessage(bytes: Uint8Array): number[] {
  const padded = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64))
  bytes.forEach((byte, index) => {
    padded.setUint8(index, byte)
  })
  padded.setUint8(bytes.length, 0x80)
  padded.setUint32(padded.byteLength - 4, bytes.length * 8)
  return Array.from({ length: padded.byteLength / 4 }, (_none, index) => padded.getInt32(index * 4))
}

/** The function and the constant of each twenty rounds (FIPS 180-4 §4.1.1, §4.2.1). */
const rounds: readonly [mix: (b: number, c: number, d: number) => number, constant: number][] = [
  [(b, c, d) => (b & c) | (~b & d), 0x5a827999],
  [(b, c, d) => b ^ c ^ d, 0x6ed9eba1],
  [(b, c, d) => (b & c) | (b & d) | (c & d), 0x8f1bbcdc],
  [(b, c, d) => b ^ c ^ d, 0xca62c1d6],
]

function addBlock(hash: number[], words: number[]): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = hash
  for (let index = 0; index < 80; index += 1) {
    const at = (back: number) => words[index - back] ?? 0
    if (index >= 16) words.push(rotate(at(3) ^ at(8) ^ at(14) ^ at(16), 1))
    const [mix, constant] = rounds[Math.floor(index / 20)] as (typeof rounds)[number]
    const sum = (rotate(a, 5) + mix(b, c, d) + e + constant + at(0)) | 0
    ;[a, b, c, d, e] = [sum, a, rotate(b, 30), c, d]
  }
  ;[a, b, c, d, e].forEach((word, index) => {
    hash[index] = ((hash[index] ?? 0) + word) | 0
  })
}
