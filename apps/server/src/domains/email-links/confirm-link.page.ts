import { noticeHeaders, noticePage } from '../../platform/http/notice-page.ts'
import { escapeHtml } from '../../platform/mail/html.ts'

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
  return noticePage(
    `Continue in ${name}?`,
    `<p>This link was asked for on another device or in another browser. Continue only if you asked for it yourself: it signs in
that device, not this one.</p>
<form method="post" action="${escapeHtml(action)}">
<input type="hidden" name="token" value="${escapeHtml(token)}">
<button type="submit">Continue</button>
</form>`,
  )
}

/** Browsers hold the redirect after the form against `form-action`, so that it names the app, too (CSP 3 §6.4.1). */
export function confirmLinkHeaders({
  redirectUrl,
}: Pick<ConfirmLinkPage, 'redirectUrl'>): Record<string, string> {
  const { origin, protocol } = new URL(redirectUrl)
  return noticeHeaders(`'self' ${origin === 'null' ? protocol : origin}`)
}
