/** The three pages, as text. What people chose themselves is escaped before it gets here. */
const page = (title, body) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="stylesheet" href="/app.css">
  </head>
  <body>
    <header><strong>Acme</strong> <a href="/">Home</a> <a href="/dashboard">Dashboard</a> <a href="/members">Members</a></header>
    <main><h1>${title}</h1>${body}</main>
  </body>
</html>`

const escapeHtml = (text) =>
  String(text ?? '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

export const homePage = (userId) =>
  userId
    ? page('Welcome back', '<p>Signed in.</p><a class="button" href="/dashboard">To the dashboard</a>')
    : page('Welcome', '<p>Signed out.</p><a class="button" href="/dashboard">Sign in</a>')

export const dashboardPage = (email) =>
  page('Dashboard', `<p>You are <span data-testid="email">${escapeHtml(email)}</span>.</p>`)

export const membersPage = (users) => {
  const rows = users.map(
    ({ email, name }) => `<tr><td>${escapeHtml(email)}</td><td>${escapeHtml(name)}</td></tr>`,
  )
  const table = `<table><thead><tr><th>Address</th><th>Name</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
  return page('Members', rows.length > 0 ? table : '<p>Nobody has signed up since the webhook was set.</p>')
}
