/** The pages of the provider that plays others: who comes, and what went wrong. Without scripts. */
import type { OAuthProvider } from '../domains/oauth-providers/index.ts'
import { htmlResponse } from '../pages/html-document.ts'
import { providerIcon } from '../pages/provider-icon.ts'
import { escapeHtml } from '../platform/mail/html.ts'
import { faults, listPeople, type Person } from './choices.ts'

/** Where a page is shown. */
export interface ChooserPlace {
  provider: OAuthProvider
  applicationName: string
  /** The folder of our scripts and styles, as the browser reaches it. */
  assets: string
}

export function chooserDocument(place: ChooserPlace, loginHint: string): Response {
  const { applicationName } = place
  const rows = listPeople().map(([key, person]) => personRow(key, person))
  return providerDocument(
    place,
    `<h1>Continue to ${escapeHtml(applicationName)} as</h1>
<form method="post"><ul class="people">${rows.join('')}</ul></form>
<form method="post" class="own">
<label for="email_address">Your own email address</label>
<input id="email_address" name="email_address" type="email" autocomplete="email" required value="${escapeHtml(loginHint)}">
<label class="check"><input type="checkbox" name="verified" checked> The provider has verified it</label>
<button name="choose" value="own">Continue</button>
</form>
<details><summary>Let something go wrong</summary>
<form method="post"><ul class="people">${Object.entries(faults).map(faultRow).join('')}</ul></form>
</details>`,
  )
}

function personRow(
  key: string,
  { firstName, lastName, emailAddress, isEmailAddressVerified }: Person,
): string {
  const initials = `${firstName[0]}${lastName[0]}`
  const about = emailAddress === null ? 'No email address' : emailAddress
  const mark =
    emailAddress !== null && !isEmailAddressVerified ? '<span class="badge">Not verified</span>' : ''
  const note = key === 'ada_moved' ? '<span class="badge">Changed address</span>' : mark
  return `<li><button name="choose" value="${key}"><span class="initials" aria-hidden="true">${initials}</span><span class="who"><strong>${firstName} ${lastName}</strong> <span>${about}</span> ${note}</span></button></li>`
}

const faultRow = ([key, text]: [string, string]) =>
  `<li><button name="choose" value="${key}">${text}</button></li>`

/**
 * Leads on by itself. A redirect in answer to the form would count as one of the form's targets (CSP3 §6.4.1), and where
 * it ends, at the app, is not ours to name.
 */
export function onwardDocument(place: ChooserPlace, target: string): Response {
  const href = escapeHtml(target)
  return providerDocument(place, `<h1>Going on …</h1>\n<p><a href="${href}">Continue</a></p>`, {
    head: `<meta http-equiv="refresh" content="0;url=${href}">\n`,
  })
}

export function refusalDocument(place: ChooserPlace, error: string, description: string): Response {
  const text = `<h1>This does not work</h1>\n<p role="alert">${escapeHtml(description)}</p>\n<p><code>${escapeHtml(error)}</code></p>`
  return providerDocument(place, text, { status: 400 })
}

function providerDocument(
  { provider, assets }: ChooserPlace,
  body: string,
  { head = '', status = 200 }: { head?: string; status?: number } = {},
): Response {
  const name = escapeHtml(provider.name)
  return htmlResponse({
    ...{ title: `${provider.name} (development)`, assets, head, status, scripts: [] },
    body: `<main class="portal"><div class="card provider">
<p class="played">${providerIcon(provider)}<span><strong>${name}</strong>, played by Keywright in development</span></p>
${body}
</div></main>`,
  })
}
