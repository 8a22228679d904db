/** What a good token says of its user. */
import { row, type TableRow, uat } from '../state-table.ts'
import { makeToken } from '../tokens.ts'
import { signedIn } from './people.ts'

const version2 = {
  o: { id: 'org_1', slg: 'acme', rol: 'admin', per: 'read,write', fpm: '3' },
  fea: 'o:docs,u:export',
}
const member = makeToken({ claims: version2 })
const patterns = {
  organizationSyncOptions: {
    organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)', '/by-id/:id'],
    personalAccountPatterns: ['/me', '/me/(.*)'],
  },
}

export const claimStates: TableRow[] = [
  row('a member of an organization', 'signed-in', { ask: { session: member, uat: uat() } }),
  row('claims of version 1', 'signed-in', {
    ask: {
      session: makeToken({
        claims: {
          v: undefined,
          org_id: 'org_1',
          org_role: 'org:admin',
          org_slug: 'acme',
          org_permissions: ['org:docs:read'],
        },
      }),
      uat: uat(),
    },
  }),
  row('somebody impersonated', 'signed-in', {
    ask: { session: makeToken({ claims: { act: { sub: 'user_2' } } }), uat: uat() },
  }),
  row('a session with tasks left', 'signed-in', {
    ask: { session: makeToken({ claims: { sts: 'pending' } }), uat: uat() },
  }),
  row('the organization of the path', 'signed-in', {
    ask: { session: member, uat: uat(), path: '/orgs/acme/settings' },
    options: patterns,
  }),
  row('another organization in the path', 'handshake: active-organization-mismatch', {
    ask: { session: member, uat: uat(), path: '/orgs/other' },
    options: patterns,
  }),
  row('another organization in the path, by id', 'handshake: active-organization-mismatch', {
    ask: { session: member, uat: uat(), path: '/by-id/org_2' },
    options: patterns,
  }),
  row('another organization in the path, in a fetch', 'signed-in', {
    ask: { session: member, uat: uat(), path: '/orgs/other', isFetch: true },
    options: patterns,
  }),
  row('another organization in the path, sent in circles', 'signed-in', {
    ask: { session: member, uat: uat(), path: '/orgs/other', redirects: 3 },
    options: patterns,
  }),
  row('the personal account in the path', 'handshake: active-organization-mismatch', {
    ask: { session: member, uat: uat(), path: '/me/settings' },
    options: patterns,
  }),
  row('the personal account in the path, without an organization', 'signed-in', {
    ask: { ...signedIn, path: '/me' },
    options: patterns,
  }),
  row('a session with tasks left, and an organization in the path', 'signed-in', {
    ask: { session: makeToken({ claims: { sts: 'pending' } }), uat: uat(), path: '/orgs/other' },
    options: patterns,
  }),
]
