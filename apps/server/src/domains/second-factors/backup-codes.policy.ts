import { randomInt } from 'node:crypto'

const codesInSet = 10
const codeLength = 10

/** Without letters and digits that look alike. Ten of them are 49 bits: nobody guesses one within the limits of a sign-in. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

function newBackupCode(): string {
  return Array.from({ length: codeLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
}

/** A set of codes, all of them different. */
export function newBackupCodes(): string[] {
  const codes = new Set<string>()
  while (codes.size < codesInSet) codes.add(newBackupCode())
  return [...codes]
}

/** What people type: case, spaces and dashes do not count. */
export function normalizeBackupCode(code: string): string {
  return code.toLowerCase().replaceAll(/[\s-]/g, '')
}
