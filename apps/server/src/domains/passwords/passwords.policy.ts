import type { ErrorCode, InstanceSettings } from '@keywright/contract'

/** argon2 takes any length; bcrypt, which imported digests may use, reads no more than 72 bytes. */
const bytesMax = 72 * 4

/** Which of the instance's rules a new password breaks; empty when it may be used. */
export function passwordFaults(password: string, rules: InstanceSettings['password']): ErrorCode[] {
  // Count code points: an emoji is one character to the person who types it.
  const length = [...password].length
  const checks: [broken: boolean, code: ErrorCode][] = [
    [length < rules.min_length, 'form_password_length_too_short'],
    [length > rules.max_length, 'form_password_length_too_long'],
    [Buffer.byteLength(password) > bytesMax, 'form_password_size_in_bytes_exceeded'],
    [rules.require_uppercase && !/\p{Lu}/u.test(password), 'form_password_no_uppercase'],
    [rules.require_lowercase && !/\p{Ll}/u.test(password), 'form_password_no_lowercase'],
    [rules.require_numbers && !/\p{Nd}/u.test(password), 'form_password_no_number'],
    [rules.require_special_char && !/[^\p{L}\p{N}]/u.test(password), 'form_password_no_special_char'],
  ]
  return checks.filter(([broken]) => broken).map(([, code]) => code)
}

/** True when the digest has the form its hasher writes, so that a bad import is refused and not found out at sign-in. */
export function isDigestOf(hasher: PasswordHasher, digest: string): boolean {
  return digestForms[hasher].test(digest)
}

export const passwordHashers = ['argon2id', 'argon2i', 'bcrypt'] as const
export type PasswordHasher = (typeof passwordHashers)[number]

// PHC string format for argon2; modular crypt format with cost 4 to 31 for bcrypt.
const digestForms: Record<PasswordHasher, RegExp> = {
  argon2id: /^\$argon2id\$v=19\$m=\d{1,7},t=\d{1,3},p=\d{1,3}\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{16,}$/,
  argon2i: /^\$argon2i\$v=19\$m=\d{1,7},t=\d{1,3},p=\d{1,3}\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{16,}$/,
  bcrypt: /^\$2[abxy]\$(0[4-9]|1\d|2\d|3[01])\$[./A-Za-z0-9]{53}$/,
}
