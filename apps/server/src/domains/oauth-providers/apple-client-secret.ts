/** Apple's client secret: a token that the operator's key signs, for each request anew. */
import { importPKCS8, SignJWT } from 'jose'
import type { OAuthProvider } from './provider.ts'

/** Apple takes up to six months; it is used at once. */
const lifetimeSeconds = 300

/** Keys that passed through an environment variable or a form have lost their line ends. */
const withLineEnds = (key: string) => key.replaceAll('\\n', '\n').trim()

export const makeAppleClientSecret: NonNullable<OAuthProvider['makeClientSecret']> = async (
  { clientId, clientSecret, options: { team_id: teamId = '', key_id: keyId = '' } },
  now,
) => {
  const issuedAt = Math.floor(now.getTime() / 1000)
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(teamId)
    .setSubject(clientId)
    .setAudience('https://appleid.apple.com')
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(await importPKCS8(withLineEnds(clientSecret), 'ES256'))
}
