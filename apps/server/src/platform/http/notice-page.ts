/** A page of a few words, where a person is shown what is otherwise an answer to a program. No script runs in it. */
import { createHash } from 'node:crypto'

const style = `body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f6f6f7;color:#111;font:16px/1.5 system-ui,sans-serif}
main{max-width:24rem;margin:1rem;padding:2rem;background:#fff;border-radius:.75rem}
h1{margin:0 0 .5rem;font-size:1.25rem}
small{color:#596167;overflow-wrap:anywhere}
button{width:100%;margin-top:1rem;padding:.625rem;border:0;border-radius:.375rem;background:#1d4ed8;color:#fff;font:inherit;cursor:pointer}
@media (prefers-color-scheme:dark){body{background:#111;color:#eee}main{background:#1c1c1f}small{color:#a6afb5}}`

const styleHash = createHash('sha256').update(style).digest('base64')

/** Both are HTML: texts in them have been escaped. */
export function noticePage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${title}</title><style>${style}</style></head>
<body><main>
<h1>${title}</h1>
${content}
</main></body>
</html>
`
}

/** Nothing may frame the page or run in it. The referrer stays here, because the address may hold a secret. */
export function noticeHeaders(formAction = "'none'"): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      `form-action ${formAction}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
  }
}
