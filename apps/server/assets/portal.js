/** Shows the official components on the account portal. What to show is in `#page-data`, written by the server. */
const data = JSON.parse(document.querySelector('#page-data').textContent)
const view = document.querySelector('#view')
const at = (path) => `${data.base}${path}`
const signedInUrl = data.home || at('/user')

/** Says in words what went wrong; an empty page helps nobody. */
function showFault(text) {
  const paragraph = document.createElement('p')
  paragraph.setAttribute('role', 'alert')
  paragraph.textContent = text
  view.replaceChildren(paragraph)
}

const paths = { signInUrl: at('/sign-in'), signUpUrl: at('/sign-up') }
const fallbacks = { signInFallbackRedirectUrl: signedInUrl, signUpFallbackRedirectUrl: signedInUrl }

/** Steps of one flow change the address only; loading the page again would begin the step a second time. */
function go(to, change) {
  const target = new URL(to, location.href)
  const own = at(`/${data.view}`)
  const stays = target.origin === location.origin && `${target.pathname}/`.startsWith(`${own}/`)
  if (stays) history[change](null, '', target)
  else location.assign(target)
}

async function load() {
  await window.Clerk.load({
    ui: { ClerkUI: window.__internal_ClerkUICtor },
    ...paths,
    ...fallbacks,
    routerPush: (to) => go(to, 'pushState'),
    routerReplace: (to) => go(to, 'replaceState'),
    nonce: data.nonce,
    allowedRedirectOrigins: data.redirectOrigins,
    telemetry: false,
    unsafe_disableDevelopmentModeConsoleWarning: true,
  })
  return window.Clerk
}

/** A window that was opened to sign in tells the page that opened it, and nobody else, how that went. */
function answerOpener(clerk) {
  const target = new URLSearchParams(location.search).get('return_url')
  if (!window.opener || !target) return showFault('This window can be closed.')
  const session = clerk.client.signIn.createdSessionId ?? clerk.client.signUp.createdSessionId
  window.opener.postMessage(session ? { session } : { return_url: target }, new URL(target).origin)
  return window.close()
}

const show = {
  'sign-in': (clerk) => clerk.mountSignIn(view, { routing: 'path', path: at('/sign-in'), ...paths }),
  'sign-up': (clerk) => clerk.mountSignUp(view, { routing: 'path', path: at('/sign-up'), ...paths }),
  user(clerk) {
    if (!clerk.user) return clerk.redirectToSignIn({ signInForceRedirectUrl: location.href })
    return clerk.mountUserProfile(view, { routing: 'path', path: at('/user') })
  },
  'sso-callback': (clerk) => clerk.handleRedirectCallback({ ...paths, ...fallbacks }),
  'popup-callback': answerOpener,
}

/**
 * Links between sign-in and sign-up carry where to go afterwards in the fragment, which the server does not see. It
 * checks it, so the page is asked for again with it in the query.
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
  const clerk = await load()
  view.replaceChildren()
  await show[data.view](clerk)
}

if (!bringFragmentToServer()) {
  start().catch((error) => {
    showFault('This page could not be loaded. Reload it, or try again later.')
    throw error
  })
}
