const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

/** The function of each twenty rounds, with its constant (FIPS 180-4 §4.1.1, §4.2.1). */
const mixes = [
  (b: number, c: number, d: number) => ((b & c) | (~b & d)) + 0x5a827999,
  (b: number, c: number, d: number) => (b ^ c ^ d) + 0x6ed9eba1,
  (b: number, c: number, d: number) => ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc,
  (b: number, c: number, d: number) => (b ^ c ^ d) + 0xca62c1d6,
]

/** SHA-1 (FIPS 180-4 §6.1) for the names of cookies, which protects nothing. */
export function sha1(bytes: Uint8Array): Uint8Array {
  // §5.1.1: a one, zeroes, and the length in bits.
  const message = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6))
  new Uint8Array(message.buffer).set([...bytes, 0x80])
  message.setUint32(message.byteLength - 4, bytes.length * 8)
  let hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  for (let start = 0; start < message.byteLength; start += 64) {
    const words = Array.from({ length: 16 }, (_none, index) => message.getInt32(start + index * 4))
    const before = hash
    hash = mixBlock(hash, words).map((word, index) => (word + (before[index] ?? 0)) | 0)
  }
  return new Uint8Array(hash.flatMap((word) => [word >> 24, word >> 16, word >> 8, word]))
}

function mixBlock([a = 0, b = 0, c = 0, d = 0, e = 0]: number[], words: number[]): number[] {
  for (let index = 0; index < 80; index += 1) {
    const back = (count: number) => words[index - count] ?? 0
    if (index > 15) words.push(rotate(back(3) ^ back(8) ^ back(14) ^ back(16), 1))
    const mixed = mixes[Math.floor(index / 20)]?.(b, c, d) ?? 0
    ;[a, b, c, d, e] = [(rotate(a, 5) + mixed + e + back(0)) | 0, a, rotate(b, 30), c, d]
  }
  return [a, b, c, d, e]
}
