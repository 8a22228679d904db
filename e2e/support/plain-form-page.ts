/** A page of plain HTML whose forms are bound by their attributes, under the strictest content policy. */
import type { RunningKeywright } from '@keywright/test-kit'
import { type PageServer, servePages } from './page-server.ts'

const policyFor = (url: string) =>
  [
    "default-src 'none'",
    `script-src ${url}`,
    `connect-src ${url}`,
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

const signInForm = `<form kw-flow="sign-in" method="post">
<fieldset kw-when="start"><legend>Sign in</legend>
  <p kw-error></p>
  <label for="identifier">Email address</label><input id="identifier" name="identifier" required>
  <p kw-error="identifier"></p>
  <button kw-send="IDENTIFY">Continue</button>
  <button kw-send="SIGN_UP">Create an account</button>
  <template kw-provider><button>Use <b kw-text="provider"></b></button></template>
</fieldset>
<fieldset kw-when="password" hidden><legend>Password</legend>
  <p kw-error></p>
  <button kw-send="BACK">Back</button>
  <label for="password">Password</label><input id="password" name="password" type="password" required>
  <p kw-error="password"></p>
  <button kw-send="SUBMIT_PASSWORD">Sign in</button>
  <button kw-send="SHOW_ALTERNATIVES">Another way</button>
</fieldset>
<fieldset kw-when="alternatives" hidden><legend>Another way</legend>
  <template kw-factor="email_code"><button>Send a code to <span kw-text="address"></span></button></template>
</fieldset>
<fieldset kw-when="email_code" hidden><legend>Check your mail</legend>
  <p>We sent a code to <b kw-text="address"></b></p>
  <label for="code">Code</label><input id="code" name="code" inputmode="numeric" required>
  <p kw-error="code"></p>
  <button kw-send="SUBMIT_CODE">Sign in</button>
  <button kw-send="RESEND">Send again <span kw-seconds></span></button>
</fieldset>
</form>`

const signUpForm = `<form kw-flow="sign-up" method="post">
<fieldset kw-when="start missing"><legend>Sign up</legend>
  <p kw-error></p>
  <div kw-field="username"><label for="username">Username</label><input id="username" name="username"></div>
  <div kw-field="first_name"><label for="first">First name</label><input id="first" name="first_name" required></div>
  <label for="email">Email address</label><input id="email" name="email_address" type="email" required>
  <p kw-error="email_address"></p>
  <label for="password">Password</label><input id="password" name="password" type="password" required>
  <p kw-error="password"></p>
  <button>Continue</button>
</fieldset>
<fieldset kw-when="verify_code" hidden><legend>Check your mail</legend>
  <label for="code">Code</label><input id="code" name="code" inputmode="numeric" required>
  <p kw-error="code"></p>
  <button>Continue</button>
</fieldset>
</form>`

const html = ({ publishableKey, url }: RunningKeywright, path: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Plain</title>
<script type="module" src="${url}/npm/@keywright/ui@latest/keywright.js"
  data-keywright-publishable-key="${publishableKey}"
  data-keywright-sign-in-url="/sign-in" data-keywright-sign-up-url="/sign-up"></script></head>
<body><main>${path === '/' ? '<h1>Home</h1>' : path === '/sign-up' ? signUpForm : signInForm}</main></body></html>`

/** Serves the page on a free port. */
export async function startPlainFormPage(keywright: RunningKeywright): Promise<PageServer> {
  return servePages((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    response
      .writeHead(200, { ...headers, 'content-security-policy': policyFor(keywright.url) })
      .end(html(keywright, pathname))
  })
}
