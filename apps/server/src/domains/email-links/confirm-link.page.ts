import { createHash } from 'node:crypto'
import { escapeHtml } from '../../platform/mail/html.ts'

const style = `body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f6f6f7;color:#111;font:16px/1.5 system-ui,sans-serif}
main{max-width:24rem;margin:1rem;padding:2rem;background:#fff;border-radius:.75rem}
h1{margin:0 0 .5rem;font-size:1.25rem}
button{width:100%;margin-top:1rem;padding:.625rem;border:0;border-radius:.375rem;background:#1d4ed8;color:#fff;font:inherit;cursor:pointer}
@media (prefers-color-scheme:dark){body{background:#111;color:#eee}main{background:#1c1c1f}}`

const styleHash = createHash('sha256').update(style).digest('base64')

export interface ConfirmLinkPage {
  applicationName: string
  /** Where the form goes. */
  action: string
  token: string
  redirectUrl: string
}

/** The page that asks whether a link, opened on another device, is meant. No script; it works by a form alone. */
export function confirmLinkPage({ applicationName, action, token }: ConfirmLinkPage): string {
  const name = escapeHtml(applicationName)
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>Continue in ${name}?</title><style>${style}</style></head>
<body><main>
<h1>Continue in ${name}?</h1>
<p>This link was asked for on another device or in another browser. Continue only if you asked for it yourself: it signs in
that device, not this one.</p>
<form method="post" action="${escapeHtml(action)}">
<input type="hidden" name="token" value="${escapeHtml(token)}">
<button type="submit">Continue</button>
</form>
</main></body>
</html>
`
}

/**
 * Nothing may frame the page or run in it. `form-action` names the app, too: browsers hold the redirect after the form
 * against it (CSP 3 §6.4.1). The referrer stays here, because the URL holds the token.
 */
export function confirmLinkHeaders({
  redirectUrl,
}: Pick<ConfirmLinkPage, 'redirectUrl'>): Record<string, string> {
  const { origin, protocol } = new URL(redirectUrl)
  const target = origin === 'null' ? protocol : origin
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      `form-action 'self' ${target}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
  }
}
