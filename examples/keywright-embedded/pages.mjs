/** The pages, as text. The components come from the app's own address, by one script tag. */
const page = (publishableKey, title, body) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="stylesheet" href="/app.css">
    <script type="module" src="/api/auth/npm/@keywright/ui@latest/keywright.js"
      data-keywright-publishable-key="${publishableKey}" data-keywright-sign-in-url="/sign-in"
      data-keywright-sign-up-url="/sign-up" data-keywright-after-sign-out-url="/"></script>
  </head>
  <body>
    <header><strong>Acme</strong> <a href="/">Home</a> <a href="/dashboard">Dashboard</a>
      <keywright-user-button></keywright-user-button></header>
    <main>${body}</main>
  </body>
</html>`

const escapeHtml = (text) =>
  String(text ?? '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

export const homePage = (key, userId) =>
  userId
    ? page(
        key,
        'Welcome back',
        '<h1>Welcome back</h1><p>Signed in.</p><a class="button" href="/dashboard">To the dashboard</a>',
      )
    : page(
        key,
        'Welcome',
        '<h1>Welcome</h1><p>Signed out.</p><a class="button" href="/dashboard">Sign in</a>',
      )

export const dashboardPage = (key, email) =>
  page(
    key,
    'Dashboard',
    `<h1>Dashboard</h1><p>You are <span data-testid="email">${escapeHtml(email)}</span>.</p>`,
  )

export const signInPage = (key) => page(key, 'Sign in', '<keywright-sign-in></keywright-sign-in>')

export const signUpPage = (key) => page(key, 'Sign up', '<keywright-sign-up></keywright-sign-up>')
