/** Where a page may be sent. What comes from a query parameter is a stranger's wish (CWE-601). */

export interface RedirectRules {
  pageUrl: string
  /** Origins beside the page's own, or patterns that a whole origin must match. */
  allowedOrigins: readonly (string | RegExp)[]
}

/**
 * The absolute URL for a wished redirect, or `undefined` where nobody may be sent. What the browser makes of the text is
 * what is judged, and what is returned: no second reading can come to another host.
 */
export function safeRedirect(
  wish: string | URL | null | undefined,
  { pageUrl, allowedOrigins }: RedirectRules,
): string | undefined {
  if (!wish || !URL.canParse(String(wish), pageUrl)) return undefined
  const url = new URL(wish, pageUrl)
  // Scripts and data have no origin to allow, and `blob:` has that of whoever made it.
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  // User information makes a URL look as if it led to another host.
  if (url.username !== '' || url.password !== '') return undefined
  const { origin } = url
  const isAllowed = (allowed: string | RegExp) =>
    typeof allowed === 'string' ? allowed === origin : matchesWhole(allowed, origin)
  return origin === new URL(pageUrl).origin || allowedOrigins.some(isAllowed) ? url.href : undefined
}

/** A pattern without anchors would also match `https://evil.example/?https://app.example.com`, were it not held to an origin. */
function matchesWhole(pattern: RegExp, origin: string): boolean {
  return new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gy]/g, '')).test(origin)
}
