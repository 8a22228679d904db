import type { OAuthProvider } from '../provider.ts'
import { claimsOf, completeClaims, profileOfClaims } from '../read-profile.ts'

export const huggingface: OAuthProvider = {
  key: 'huggingface',
  name: 'Hugging Face',
  icon: {
    paths: [
      { fill: '#ffd21e', d: 'M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22z' },
      {
        fill: '#3a3b45',
        d: 'M7.8 7.4a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2zm8.4 0a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2zM6.8 13.2a10.6 10.6 0 0 0 10.4 0c.3 3.4-1.9 6-5.2 6s-5.5-2.6-5.2-6z',
      },
    ],
  },
  protocol: 'oidc',
  endpoints: {
    authorization: 'https://huggingface.co/oauth/authorize',
    token: 'https://huggingface.co/oauth/token',
    jwks: 'https://huggingface.co/oauth/jwks',
  },
  issuer: 'https://huggingface.co',
  scopes: { base: ['openid', 'profile', 'email'] },
  pkce: true,
  clientAuthentication: 'client_secret_basic',
  profileRequests: [{ name: 'userinfo', url: 'https://huggingface.co/oauth/userinfo', optional: true }],
  toProfile: ({ claims, profile: { userinfo } }) => profileOfClaims(completeClaims(claims, userinfo)),
  imitate: (identity) => {
    const { given_name, family_name, ...claims } = claimsOf(identity)
    return { claims, profile: { userinfo: claims } }
  },
  sources: [
    'https://huggingface.co/docs/hub/oauth',
    'https://huggingface.co/docs/huggingface.js/hub/interfaces/UserInfo',
    'https://huggingface.co/.well-known/openid-configuration',
  ],
}
