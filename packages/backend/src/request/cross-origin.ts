import type { RequestFacts } from './request-facts.ts'

/** Hosts of Clerk's own development portals (wire contract 1.4), for apps that run against theirs with this SDK. */
const portalSuffixes = ['.accounts.dev', '.accountsstage.dev', '.accounts.lclclerk.com']
const legacyPortal = /^accounts\.(?:[a-z0-9-]+\.)*(?:lcl\.dev|lclstage\.dev|lclclerk\.com)$/i

/** The app itself, its Frontend API or its account portal: nobody who comes from there is news. */
export function isKnownReferrer(referrer: URL, { url, frontendUrl, isDevelopment }: RequestFacts): boolean {
  if (referrer.origin === url.origin) return true
  const frontend = new URL(frontendUrl)
  if (referrer.hostname === frontend.hostname) return true
  if (referrer.origin === portalOriginOf(frontend)) return true
  return isDevelopment && isDevelopmentPortal(referrer.hostname)
}

/** `clerk.example.com` has its portal on `accounts.example.com`. */
function portalOriginOf({ host }: URL): string {
  return `https://${host.replace(/clerk\.accountsstage\./, 'accountsstage.').replace(/clerk\.accounts\.|clerk\./, 'accounts.')}`
}

function isDevelopmentPortal(hostname: string): boolean {
  const isCurrent = portalSuffixes.some(
    (suffix) => hostname.endsWith(suffix) && !hostname.endsWith(`.clerk${suffix}`),
  )
  return isCurrent || legacyPortal.test(hostname)
}
