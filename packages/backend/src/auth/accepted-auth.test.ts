import { getAuthObjectForAcceptedToken } from '@clerk/backend/internal'
import { describe, expect, it } from 'vitest'
import type { AcceptsToken } from '../request/token-types.ts'
import { acceptedAuth } from './accepted-auth.ts'
import { invalidTokenAuthObject, signedOutAuthObject, unauthenticatedMachineObject } from './auth-object.ts'

const objects = [
  signedOutAuthObject(),
  invalidTokenAuthObject(),
  unauthenticatedMachineObject('api_key'),
  unauthenticatedMachineObject('m2m_token'),
  unauthenticatedMachineObject('oauth_token'),
]
const wishes: (AcceptsToken | undefined)[] = [
  ...([undefined, 'any', 'session_token', 'api_key', 'm2m_token', 'oauth_token'] as const),
  ...([['session_token'], ['api_key', 'm2m_token'], []] as const),
]

describe('a handler that accepts certain tokens', () => {
  it('sees what it sees with the official SDK', () => {
    const plain = (value: object) => JSON.parse(JSON.stringify(value)) as unknown
    for (const auth of objects)
      for (const accepts of wishes) {
        const theirs = getAuthObjectForAcceptedToken({
          authObject: auth as never,
          acceptsToken: accepts as never,
        })
        expect(plain(acceptedAuth(auth, accepts))).toEqual(plain(theirs))
      }
  })
})
