import { type OAuthProvider, ProfileFault } from '../provider.ts'
import { addressAt, claimsOf, idAt, profileOfClaims } from '../read-profile.ts'

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Where personal accounts live. */
const consumersTenant = '9188040d-6c67-4c5b-b112-36a304b66dad'

/** The claim is documented as a boolean, and is met as a text or a number. */
const provenMarks: ReadonlySet<unknown> = new Set([true, 'true', 1, '1'])

/**
 * All tenants sign with the same keys, so the issuer is what tells them apart: it must be the tenant that was set up,
 * or, where that is a group of tenants, the one that `tid` names and that belongs to the group.
 */
function issuerFor(tid: unknown, tenant: string): string {
  const isNamed = typeof tid === 'string' && guid.test(tid)
  const isPersonal = tid === consumersTenant
  const mayEnter =
    tenant === 'common' ||
    (tenant === 'organizations' && !isPersonal) ||
    (tenant === 'consumers' && isPersonal) ||
    (isNamed && tenant.toLowerCase() === tid.toLowerCase())
  if (!isNamed || !mayEnter) throw new ProfileFault('The ID token is of a tenant that may not sign in.')
  return `https://login.microsoftonline.com/${tid}/v2.0`
}

export const microsoft: OAuthProvider = {
  key: 'microsoft',
  name: 'Microsoft',
  icon: {
    paths: [
      { fill: '#f25022', d: 'M0 0h11.4v11.4H0z' },
      { fill: '#7fba00', d: 'M12.6 0H24v11.4H12.6z' },
      { fill: '#00a4ef', d: 'M0 12.6h11.4V24H0z' },
      { fill: '#ffb900', d: 'M12.6 12.6H24V24H12.6z' },
    ],
  },
  protocol: 'oidc',
  endpoints: {
    authorization: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize',
    token: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
    jwks: 'https://login.microsoftonline.com/{tenant}/discovery/v2.0/keys',
  },
  issuer: ({ tid }, { tenant = 'common' }) => issuerFor(tid, tenant),
  scopes: { base: ['openid', 'profile', 'email', 'offline_access'] },
  pkce: true,
  clientAuthentication: 'client_secret_post',
  options: [
    {
      name: 'tenant',
      label: 'Tenant: common, organizations, consumers, or the ID of one',
      required: false,
      default: 'common',
      pattern: /^(common|organizations|consumers|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i,
    },
  ],
  toProfile({ claims }) {
    const { emailAddress } = addressAt(claims, 'email')
    return {
      ...profileOfClaims(claims),
      // `sub` is another one for each app; `oid` stays when the app is registered anew, and is never reused.
      providerUserId: idAt(claims, 'oid'),
      emailAddress,
      // Anybody who runs a tenant writes any address into it. Only `xms_edov` (an optional claim, to be switched on in
      // the app registration) says that the owner of the domain, or the person, was proven.
      isEmailAddressVerified: emailAddress !== null && provenMarks.has(claims?.xms_edov),
      // An address in most tenants, and it changes.
      username: null,
      // The picture is behind another request, and is no address.
      imageUrl: null,
    }
  },
  imitate: (identity) => {
    const { email_verified: isVerified, picture, ...claims } = claimsOf(identity)
    return {
      claims: {
        ...claims,
        oid: identity.id,
        tid: consumersTenant,
        ver: '2.0',
        ...(isVerified === true ? { xms_edov: true } : {}),
      },
    }
  },
  sources: [
    'https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc',
    'https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference',
    'https://learn.microsoft.com/en-us/entra/identity-platform/migrate-off-email-claim-authorization',
    'https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims-reference',
  ],
}
