/** An OpenID provider that is none of ours, as a company would run it: a process of its own, reached by the network. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

const [redirectUri = ''] = process.argv.slice(2)
const server = createServer().listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: 'keywright', client_secret: 'of-the-company', redirect_uris: [redirectUri] },
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    claims: { email: ['email', 'email_verified'], profile: ['given_name', 'family_name'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: async () => ({
        ...{ sub, email: `${sub}@company.example`, email_verified: true },
        ...{ given_name: 'Grace', family_name: 'Hopper' },
      }),
    }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    features: { devInteractions: { enabled: false } },
    // Everybody here trusts everything.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        ...(oidc.client && { clientId: oidc.client.clientId }),
        ...(oidc.session?.accountId && { accountId: oidc.session.accountId }),
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (incoming, outgoing) => {
    if (!incoming.url?.startsWith('/interaction/')) return void answer(incoming, outgoing)
    void provider.interactionFinished(incoming, outgoing, { login: { accountId: 'grace' } })
  })
  process.send?.(issuer)
})
