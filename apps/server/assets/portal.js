/** Brings the account portal to life. What to show is in `#page-data`, written by the server. */
const data = JSON.parse(document.querySelector('#page-data').textContent)
const view = document.querySelector('#view')
const at = (path) => `${data.base}${path}`
const query = new URLSearchParams(location.search)
const signedInUrl = data.home || at('/user')

/** Says in words what went wrong; an empty page helps nobody. */
function showFault(text) {
  const paragraph = document.createElement('p')
  paragraph.className = 'fault'
  paragraph.setAttribute('role', 'alert')
  paragraph.textContent = text
  view.replaceChildren(paragraph)
}

/** What apps write into the address when they send somebody here; the client leads to allowed origins only. */
const options = {
  publishableKey: data.publishableKey,
  url: data.url,
  signInUrl: at('/sign-in'),
  signUpUrl: at('/sign-up'),
  userProfileUrl: at('/user'),
  signInForceRedirectUrl: query.get('sign_in_force_redirect_url') ?? undefined,
  signUpForceRedirectUrl: query.get('sign_up_force_redirect_url') ?? undefined,
  signInFallbackRedirectUrl:
    query.get('sign_in_fallback_redirect_url') ?? query.get('after_sign_in_url') ?? signedInUrl,
  signUpFallbackRedirectUrl:
    query.get('sign_up_fallback_redirect_url') ?? query.get('after_sign_up_url') ?? signedInUrl,
  afterSignOutUrl: at('/sign-in'),
  allowedRedirectOrigins: data.redirectOrigins,
}

const show = {
  'sign-in': (keywright) => keywright.mountSignIn(view, { routing: 'path', path: at('/sign-in') }),
  'sign-up': (keywright) => keywright.mountSignUp(view, { routing: 'path', path: at('/sign-up') }),
  async user(keywright) {
    await keywright.load()
    view.replaceChildren()
    if (!keywright.user) return keywright.redirectToSignIn()
    return keywright.mountUserProfile(view, { routing: 'path', path: at('/user') })
  },
}

/**
 * Links of other components carry where to go afterwards in the fragment, which the server does not see. It checks it,
 * so the page is asked for again with it in the query.
 */
function bringFragmentToServer() {
  const [, hidden] = location.hash.match(/^#\/?\?(.+)$/) ?? []
  if (hidden === undefined) return false
  const target = new URL(location.href)
  target.hash = ''
  for (const [name, value] of new URLSearchParams(hidden)) target.searchParams.set(name, value)
  location.replace(target)
  return true
}

async function start() {
  const { start } = await import(data.script)
  view.querySelector('.waiting')?.remove()
  await show[data.view](start(options))
}

if (!bringFragmentToServer()) {
  start().catch((error) => {
    showFault('This page could not be loaded. Reload it, or try again later.')
    throw error
  })
}
