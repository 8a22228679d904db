import { createKeywright } from '@keywright/js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeEnvironment, makeSocial } from '../testing/environment.ts'
import { bindForm } from './bind-form.ts'
import { bindForms } from './index.ts'

type Answer = { status?: number; body: object }

const address = { email_address_id: 'idn_1', safe_identifier: 'a***@example.com', primary: true }
const attempt = {
  ...{ object: 'sign_in_attempt', id: 'sia_1', status: 'needs_first_factor', identifier: 'ada@example.com' },
  supported_first_factors: [
    { strategy: 'password' },
    { strategy: 'email_code', ...address },
    { strategy: 'email_link', ...address },
  ],
  first_factor_verification: null,
}
const sent = { status: 'unverified', strategy: 'email_code', attempts: 0, expire_at: 2 }
const refusal = (code: string, param?: string): Answer => ({
  status: 422,
  body: { errors: [{ code, message: `Words for ${code}.`, meta: param ? { param_name: param } : {} }] },
})

let answers: Map<string, Answer>
let calls: [string, Record<string, string>][]
beforeEach(() => {
  calls = []
  answers = new Map<string, Answer>([
    ['/v1/client', { body: { response: null, client: null } }],
    ['/v1/environment', { body: makeEnvironment({ isSingleSession: true }) }],
    ['/v1/client/sign_ins', { body: { response: attempt } }],
    [
      '/v1/client/sign_ins/sia_1/prepare_first_factor',
      { body: { response: { ...attempt, first_factor_verification: sent } } },
    ],
  ])
})
afterEach(() => {
  stop?.()
  document.body.replaceChildren()
  history.replaceState(null, '', '/')
})

function createClient() {
  return createKeywright(
    { publishableKey: `pk_test_${btoa('clerk.shop.localhost:3943$')}` },
    {
      async fetch(url, { body }) {
        const { pathname } = new URL(url)
        calls.push([
          pathname,
          Object.fromEntries(new URLSearchParams(body instanceof URLSearchParams ? body : '')),
        ])
        const { status = 200, body: answer } = answers.get(pathname) ?? refusal('resource_not_found')
        return Response.json(answer, { status })
      },
      ...{ now: Date.now, ticks: () => 0, random: () => 0.5, schedule: () => () => undefined },
      sha1: async () => new Uint8Array(20),
      page: {
        ...{ url: () => location.href, isVisible: () => true, isOnline: () => true },
        ...{ leaveFor: () => undefined, onWake: () => () => undefined },
      },
      cookies: { read: () => '', write: () => undefined },
      openChannel: () => ({ post: () => undefined, close: () => undefined }),
      lock: (_name, run) => run(false),
    },
  )
}

const signInForm = `<form kw-flow="sign-in" method="post">
<fieldset kw-when="start"><legend>Sign in</legend><p kw-error></p>
  <input name="identifier" required aria-describedby="hint"><p kw-error="identifier" id="wrong"></p><p id="hint">x</p>
  <button>Go on</button><button kw-send="RETRY">Again</button></fieldset>
<fieldset kw-when="password" hidden><button kw-send="BACK">Back</button>
  <input name="password" type="password"><p kw-error="password"></p>
  <button kw-send="SUBMIT_PASSWORD">Sign in</button><button kw-send="SHOW_ALTERNATIVES">Other</button></fieldset>
<fieldset kw-when="alternatives" hidden><legend>Other ways</legend>
  <template kw-factor="email_code"><button>Code to <b kw-text="address"></b></button></template></fieldset>
<fieldset kw-when="email_code" hidden><p id="to" kw-text="address"></p><input name="code"><p kw-error="code"></p>
  <button>Verify</button><button kw-send="RESEND">Again in <i kw-seconds></i></button></fieldset>
</form>`

let stop: (() => void) | undefined

/** A page with a form of its author, brought to life. */
async function bind(html: string): Promise<HTMLFormElement> {
  const page = new DOMParser().parseFromString(html, 'text/html')
  document.body.append(...page.body.childNodes)
  const form = document.querySelector('form')
  if (!form) throw new Error('there is no form')
  // Written into the page before its code came, as a browser fills it in.
  const early = form.querySelector<HTMLInputElement>('[name=identifier]')
  if (early) early.value = 'early@example.com'
  let isReady = false
  form.addEventListener('kw-change', (event) => {
    isReady = (event as CustomEvent).detail.context !== undefined
  })
  stop = bindForm(form, createClient())
  await vi.waitUntil(() => isReady)
  return form
}

const input = (name: string) => document.querySelector<HTMLInputElement>(`input[name=${name}]`)
const button = (text: string) =>
  [...document.querySelectorAll('button')].find((one) => one.textContent?.startsWith(text))
const press = (text: string) => button(text)?.click()
const shown = () => [...document.querySelectorAll('[kw-when]')].map((one) => one.getAttribute('kw-when'))
const reach = (step: string) => vi.waitUntil(() => shown().includes(step))

const providerForm = `<form kw-flow="sign-in" method="post"><fieldset kw-when="start">
  <template kw-provider="oauth_github"><button id="github"><img kw-logo>Use <b kw-text="provider"></b></button></template>
  <template kw-provider="oauth_xero"><button>Never</button></template>
  <template kw-provider><button>With <b kw-text="provider"></b></button></template></fieldset></form>`

describe('a form of plain HTML', () => {
  it('offers the providers of the instance, and goes to the one that is pressed', async () => {
    const settings = { social: makeSocial('Google', 'GitHub', 'Slack') }
    answers.set('/v1/environment', { body: makeEnvironment({ isSingleSession: true, settings }) })
    await bind(providerForm)
    const texts = () => [...document.querySelectorAll('button')].map((one) => one.textContent)
    expect(texts()).toEqual(['Use GitHub', 'With Google', 'With Slack'])
    expect(document.querySelector('img')?.getAttribute('src')).toMatch(/^data:image/)
    answers.set('/v1/client/sign_ins', refusal('oauth_provider_not_enabled'))
    press('With Slack')
    expect(button('With Slack')?.getAttribute('aria-busy')).toBe('true')
    await vi.waitUntil(() => button('With Slack')?.getAttribute('aria-busy') === 'false')
    expect(calls.at(-1)).toMatchObject(['/v1/client/sign_ins', { strategy: 'oauth_slack' }])
    expect(texts()).toHaveLength(3)
  })

  it('shows the step it is at, and keeps what was typed before its code came', async () => {
    const form = await bind(signInForm)
    expect([shown(), input('identifier')?.value, input('identifier')?.autocomplete]).toEqual([
      ['start'],
      'early@example.com',
      'username',
    ])
    expect([form.getAttribute('aria-busy'), button('Again')?.hidden]).toEqual(['false', true])
  })

  it('goes on from step to step with the focus, and sends what was typed', async () => {
    await bind(signInForm)
    press('Go on')
    await reach('password')
    expect(calls.at(-1)?.[1]).toMatchObject({ identifier: 'early@example.com' })
    expect([document.activeElement === input('password'), location.hash]).toEqual([true, '#/password'])
    // The way back stands first, and is not what the enter key presses.
    expect([button('Back')?.type, button('Sign in')?.type]).toEqual(['button', 'submit'])
    press('Other')
    await reach('alternatives')
    // A way for which the author wrote nothing is not offered.
    expect([...document.querySelectorAll('button')].map((one) => one.textContent)).toEqual([
      'Code to a***@example.com',
    ])
    expect(document.activeElement?.textContent).toBe('Other ways')
    press('Code')
    await reach('email_code')
    expect(document.querySelector('#to')?.textContent).toBe('a***@example.com')
    expect([button('Again')?.getAttribute('aria-disabled'), button('Again')?.textContent]).toEqual([
      'true',
      'Again in 30',
    ])
    const before = calls.length
    press('Again')
    expect(calls.length).toBe(before)
  })

  it('says at the field what is wrong with it, and above what no field says', async () => {
    await bind(signInForm)
    answers.set('/v1/client/sign_ins', refusal('form_identifier_not_found', 'identifier'))
    press('Go on')
    const place = document.querySelector<HTMLElement>('#wrong')
    await vi.waitUntil(() => place?.textContent)
    expect([place?.textContent, place?.role ?? place?.getAttribute('role'), place?.dataset.code]).toEqual([
      'Words for form_identifier_not_found.',
      'alert',
      'form_identifier_not_found',
    ])
    const field = input('identifier')
    expect([field?.getAttribute('aria-invalid'), field?.getAttribute('aria-describedby')]).toEqual([
      'true',
      'wrong hint',
    ])
    // The field it is about stands in another step.
    answers.set('/v1/client/sign_ins', refusal('form_param_unknown', 'code'))
    press('Go on')
    const above = document.querySelector('[kw-error=""]')
    await vi.waitUntil(() => above?.textContent)
    expect([above?.textContent, place?.textContent, field?.getAttribute('aria-describedby')]).toEqual([
      'Words for form_param_unknown.',
      '',
      'hint',
    ])
  })

  it('asks for what the instance asks for', async () => {
    await bind(`<form kw-flow="sign-up"><fieldset kw-when="start missing">
      <div kw-field="email_address"><input name="email_address"></div>
      <div kw-field="legal_accepted"><input name="legal_accepted" type="checkbox"></div></fieldset></form>`)
    expect([input('email_address') !== null, input('legal_accepted')]).toEqual([true, null])
  })

  it('is told in words that there is no such flow', () => {
    document.body.append(
      ...new DOMParser().parseFromString('<form kw-flow="login"></form>', 'text/html').body.childNodes,
    )
    expect(() => bindForms(createClient())).toThrow('kw-flow is sign-in or sign-up; not "login".')
  })
})
