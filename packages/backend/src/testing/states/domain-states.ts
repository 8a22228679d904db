/** Development, and several domains. */
import { row, stricter, type TableRow, uat } from '../state-table.ts'
import { makeToken } from '../tokens.ts'
import { signedIn } from './people.ts'

export const developmentStates: TableRow[] = [
  row('nothing known of the browser', 'handshake: dev-browser-missing', {
    kind: 'test',
    ask: { devBrowser: undefined },
  }),
  row('nothing known of the browser, in a fetch', 'signed-out: dev-browser-missing', {
    kind: 'test',
    ask: { devBrowser: undefined, isFetch: true },
  }),
  row('the browser named in the URL', 'handshake: dev-browser-sync', {
    kind: 'test',
    ask: { ...signedIn, path: '/members?a=1&__clerk_db_jwt=dvb_2' },
  }),
  row('nobody', 'signed-out: session-token-and-uat-missing', { kind: 'test' }),
  row('a satellite that asks', 'handshake: primary-responds-to-syncing', {
    kind: 'test',
    ask: { path: '/sign-in?__clerk_redirect_url=https%3A%2F%2Fsatellite.test%2Fpage' },
  }),
  row('a satellite that asks with what is no URL', 'signed-out: session-token-and-uat-missing', {
    kind: 'test',
    ask: { path: '/sign-in?__clerk_redirect_url=nowhere' },
    official: stricter('throws', 'a bad parameter is no fault of the app; ours is left alone'),
  }),
  row('a satellite that asks with a header', 'signed-out: session-token-and-uat-missing', {
    kind: 'test',
    ask: { path: '/sign-in?__clerk_redirect_url=%0d%0aSet-Cookie:x=1' },
    official: stricter(
      { status: 'handshake', reason: 'primary-responds-to-syncing' },
      'it redirects anywhere',
    ),
  }),
  row('a satellite that asks a production app', 'signed-out: session-token-and-uat-missing', {
    ask: { path: '/sign-in?__clerk_redirect_url=https%3A%2F%2Fsatellite.test%2Fpage' },
  }),
  // The attack: a redirect that runs a script.
  row('a satellite that is a script', 'signed-out: session-token-and-uat-missing', {
    kind: 'test',
    ask: { path: '/sign-in?__clerk_redirect_url=javascript:alert(1)' },
    official: stricter(
      { status: 'handshake', reason: 'primary-responds-to-syncing' },
      'it redirects anywhere',
    ),
  }),
]

const satellite = {
  isSatellite: true,
  domain: 'satellite.example.com',
  signInUrl: 'https://primary.example.com/sign-in',
}
const autoSync = { ...satellite, satelliteAutoSync: true }

export const satelliteStates: TableRow[] = [
  row('nobody, not asked to sync', 'signed-out: session-token-and-uat-missing', { options: satellite }),
  row('nobody, at once', 'handshake: satellite-needs-syncing', { options: autoSync }),
  row('nobody, after a sign-in', 'handshake: satellite-needs-syncing', {
    ask: { path: '/members?__clerk_synced=false' },
    options: satellite,
  }),
  row('nobody, after the sync', 'signed-out: session-token-and-uat-missing', {
    ask: { path: '/members?__clerk_synced=true' },
    options: autoSync,
  }),
  row('nobody, in a fetch', 'signed-out: session-token-and-uat-missing', {
    ask: { isFetch: true },
    options: autoSync,
  }),
  row('somebody', 'signed-in', {
    ask: { session: makeToken({ claims: { iss: 'https://clerk.satellite.example.com' } }), uat: uat() },
    options: satellite,
  }),
  row('somebody, asked to sync', 'handshake: satellite-needs-syncing', {
    ask: { ...signedIn, path: '/members?__clerk_synced=false' },
    options: satellite,
  }),
  row('nobody, at once, in development', 'handshake: satellite-needs-syncing', {
    kind: 'test',
    options: autoSync,
  }),
  row('nobody, after the sync, in development', 'signed-out: session-token-and-uat-missing', {
    kind: 'test',
    ask: { path: '/members?__clerk_synced=true' },
    options: autoSync,
  }),
  row('the primary domain, reached from a satellite', 'handshake: primary-domain-cross-origin-sync', {
    ask: { ...signedIn, headers: { referer: 'https://satellite.example.com/' } },
  }),
  row('the primary domain, reached from a satellite, once', 'signed-in', {
    ask: { ...signedIn, redirects: 1, headers: { referer: 'https://satellite.example.com/' } },
  }),
  row('the primary domain, reached from the account portal', 'signed-in', {
    ask: { ...signedIn, headers: { referer: 'https://accounts.example.com/sign-in' } },
  }),
  row('the primary domain, reached from the Frontend API', 'signed-in', {
    ask: { ...signedIn, headers: { referer: 'https://clerk.example.com/v1/x' } },
  }),
  row('the primary domain, reached from itself', 'signed-in', {
    ask: { ...signedIn, headers: { referer: 'https://app.example.com/' } },
  }),
  row('a referrer that is no URL', 'signed-in', { ask: { ...signedIn, headers: { referer: 'nowhere' } } }),
  row('a referrer in a form post', 'signed-in', {
    ask: { ...signedIn, method: 'POST', headers: { referer: 'https://satellite.example.com/' } },
  }),
]
