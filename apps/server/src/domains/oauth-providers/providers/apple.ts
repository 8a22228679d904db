import { makeAppleClientSecret } from '../apple-client-secret.ts'
import type { ImitatedIdentity, OAuthProvider } from '../provider.ts'
import { addressAt, asObject, idAt, objectAt, textAt } from '../read-profile.ts'

/** Comes with the first answer only, through the browser: good for a name, never for an address. */
function readUser(callback: Readonly<Record<string, string>>): unknown {
  try {
    return JSON.parse(callback.user ?? '{}')
  } catch {
    return {}
  }
}

function userOf({ firstName, lastName, emailAddress }: ImitatedIdentity) {
  return { name: { firstName, lastName }, ...(emailAddress === null ? {} : { email: emailAddress }) }
}

export const apple: OAuthProvider = {
  key: 'apple',
  name: 'Apple',
  icon: {
    paths: [
      {
        d: 'M12.15 6.9c-.95 0-2.41-1.08-3.96-1.04a5.9 5.9 0 0 0-4.96 3.01c-2.12 3.68-.55 9.1 1.52 12.09 1.01 1.45 2.2 3.09 3.8 3.04 1.51-.07 2.08-.99 3.93-.99 1.83 0 2.35.99 3.96.95 1.63-.03 2.67-1.48 3.67-2.95a13 13 0 0 0 1.67-3.41 5.3 5.3 0 0 1-.63-9.42 5.6 5.6 0 0 0-4.39-2.37c-2-.16-3.67 1.09-4.6 1.09m3.38-3.07A5.3 5.3 0 0 0 16.78 0a5.4 5.4 0 0 0-3.54 1.82 5 5 0 0 0-1.27 3.71c1.34.1 2.71-.69 3.56-1.7',
      },
    ],
  },
  protocol: 'oidc',
  endpoints: {
    authorization: 'https://appleid.apple.com/auth/authorize',
    token: 'https://appleid.apple.com/auth/token',
    jwks: 'https://appleid.apple.com/auth/keys',
    revocation: 'https://appleid.apple.com/auth/revoke',
  },
  issuer: 'https://appleid.apple.com',
  nativeAudiences: ({ bundle_ids: bundleIds = '' }) => bundleIds.split(',').filter((id) => id !== ''),
  // Apple knows neither `openid` nor `profile`.
  scopes: { base: ['name', 'email'] },
  // Whoever asks for scopes must take the answer as a form.
  responseMode: 'form_post',
  deniedErrors: ['user_cancelled_authorize'],
  // Not documented; the nonce binds the code to the browser that asked for it.
  pkce: false,
  clientAuthentication: 'client_secret_post',
  makeClientSecret: makeAppleClientSecret,
  options: [
    { name: 'team_id', label: 'Team ID', required: true, pattern: /^[A-Z0-9]{10}$/ },
    { name: 'key_id', label: 'Key ID', required: true, pattern: /^[A-Z0-9]{10}$/ },
    {
      name: 'bundle_ids',
      label: 'Bundle IDs of native apps, separated by commas',
      required: false,
      pattern: /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(,[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+){0,19}$/,
    },
  ],
  toProfile({ claims, callback }) {
    const name = objectAt(asObject(readUser(callback)), 'name')
    return {
      providerUserId: idAt(claims, 'sub'),
      // Relay addresses are proven too; `email_verified` may be text.
      ...addressAt(claims, 'email', 'email_verified'),
      username: null,
      firstName: textAt(name, 'firstName'),
      lastName: textAt(name, 'lastName'),
      imageUrl: null,
    }
  },
  imitate: (identity) => ({
    claims: {
      sub: identity.id,
      ...(identity.emailAddress === null
        ? {}
        : {
            email: identity.emailAddress,
            email_verified: String(identity.isEmailAddressVerified),
            is_private_email: String(identity.emailAddress.endsWith('@privaterelay.appleid.com')),
          }),
      nonce_supported: true,
    },
    callback: { user: JSON.stringify(userOf(identity)) },
  }),
  sources: [
    'https://developer.apple.com/documentation/signinwithapplerestapi/request-an-authorization-to-the-sign-in-with-apple-server.',
    'https://developer.apple.com/documentation/signinwithapplerestapi/generate-and-validate-tokens',
    'https://developer.apple.com/documentation/signinwithapple/authenticating-users-with-sign-in-with-apple',
    'https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret',
  ],
}
