/** A page of ours: markup without style attributes or inline script, so that the strictest policy fits it. */
import { escapeHtml } from '../platform/mail/html.ts'

/** Sources of a Content Security Policy by directive; what is not named is forbidden. */
export type Policy = Readonly<Record<string, readonly string[]>>

export interface HtmlDocument {
  title: string
  /** The folder of our scripts and styles, as the browser reaches it. */
  assets: string
  /** The name of our stylesheet, if it is not that of most pages; with a slash first, a path like that of a script. */
  style?: string
  /** The address of the icon, if it is not that of most pages. */
  icon?: string
  /** Markup for the head besides the usual. */
  head?: string
  /** Names of our scripts, or paths. */
  scripts: readonly string[]
  body: string
  /** Facts for the scripts, readable as `#page-data`. */
  data?: unknown
  policy?: Policy
  status?: number
  /** `Set-Cookie` lines. */
  cookies?: readonly string[]
}

/** Everything a page of ours needs: its own styles, scripts and calls. Nobody frames it, and it loads nothing from elsewhere. */
const strictPolicy: Policy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
}

/** Makes the answer. Headers first: adding them to a finished response is slow. */
export function htmlResponse(document: HtmlDocument): Response {
  const { status = 200 } = document
  return new Response(documentText(document), { status, headers: documentHeaders(document) })
}

export function documentHeaders({ policy, cookies = [] }: HtmlDocument): Headers {
  return new Headers([
    ['cache-control', 'no-store'],
    ['content-security-policy', policyText({ ...strictPolicy, ...policy })],
    ['content-type', 'text/html; charset=utf-8'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['referrer-policy', 'strict-origin-when-cross-origin'],
    ['x-content-type-options', 'nosniff'],
    ...cookies.map((line): [string, string] => ['set-cookie', line]),
  ])
}

/** Hosts may hold what ends a directive, and of two of one name the first counts (CSP3 §2.2.1): no source writes another. */
function policyText(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) =>
      [directive, ...sources.filter((source) => !/[;,\s]/.test(source))].join(' '),
    )
    .join('; ')
}

export function documentText({
  title,
  assets,
  style = 'pages.css',
  icon = `${assets}/icon.svg`,
  head = '',
  scripts,
  body,
  data,
}: HtmlDocument): string {
  const at = (name: string) => escapeHtml(name.startsWith('/') ? name : `${assets}/${name}`)
  const scriptTags = scripts.map((name) => `<script type="module" src="${at(name)}"></script>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${at(style)}">
${head}${scriptTags.join('\n')}
<link rel="icon" href="${escapeHtml(icon)}">
</head>
<body>
${body}
${data === undefined ? '' : dataBlock(data)}</body>
</html>
`
}

/** A script element's content ends at the first `</script`, whatever it is inside of, so no `<` is left in it. */
function dataBlock(data: unknown): string {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  return `<script type="application/json" id="page-data">${json}</script>\n`
}
