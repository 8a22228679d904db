import { createFakeKeywright } from '@keywright/test-kit/fake-keywright'
import { act, StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appOf, click, draw, expectNoComplaints, pageWith, settle } from '../testing/draw.tsx'
import { environment } from '../testing/environment.ts'
import { loadFlows } from '../testing/load-flows.ts'
import { SignIn, SignUp, useFlow } from './index.ts'

expectNoComplaints()
beforeAll(loadFlows)
afterEach(() => {
  history.replaceState(null, '', '/')
  document.body.replaceChildren()
})

const address = { email_address_id: 'idn_1', safe_identifier: 'a***@example.com', primary: true }
const sent = { status: 'unverified', strategy: 'email_code', attempts: 0, expire_at: 2 }
const attempt = {
  ...{ object: 'sign_in_attempt', id: 'sia_1', status: 'needs_first_factor', identifier: 'ada@example.com' },
  supported_first_factors: [
    { strategy: 'password' },
    { strategy: 'email_code', ...address },
    { strategy: 'of_tomorrow' },
  ],
  first_factor_verification: null,
}
const refusal = (code: string, param?: string) => ({
  errors: [
    { code, message: code, long_message: `Words for ${code}.`, meta: param ? { param_name: param } : {} },
  ],
})

function createWorld() {
  const fake = createFakeKeywright()
  fake.answer('/v1/environment', 200, environment)
  fake.answer('/v1/client/sign_ins', 200, { response: attempt })
  fake.answer('/v1/client/sign_ins/sia_1/prepare_first_factor', 200, {
    response: { ...attempt, first_factor_verification: sent },
  })
  return fake
}

const signInApp = (
  <SignIn.Root>
    <SignIn.Step when="start" aria-label="start">
      <h1>Sign in</h1>
      <SignIn.Alert />
      <SignIn.Field name="identifier">
        <SignIn.Label>Address</SignIn.Label>
        <SignIn.Input />
        <SignIn.FieldError />
      </SignIn.Field>
      <SignIn.Submit>Go on</SignIn.Submit>
      <SignIn.Retry>Again</SignIn.Retry>
    </SignIn.Step>
    <SignIn.Step when="password">
      <SignIn.Field name="password">
        <SignIn.Label>Password</SignIn.Label>
        <SignIn.Input />
        <SignIn.FieldError>{({ code }) => `own words for ${code}`}</SignIn.FieldError>
      </SignIn.Field>
      <SignIn.Submit asChild>
        <button type="submit" className="mine">
          Sign in
        </button>
      </SignIn.Submit>
      <SignIn.Action event="SHOW_ALTERNATIVES">Other ways</SignIn.Action>
    </SignIn.Step>
    <SignIn.Step when="alternatives">
      <h2>Other ways</h2>
      <SignIn.Factors>
        {(factor) => <SignIn.SelectFactor factor={factor}>{factor.strategy}</SignIn.SelectFactor>}
      </SignIn.Factors>
      <SignIn.Action event="BACK">Back</SignIn.Action>
    </SignIn.Step>
    <SignIn.Step when={['email_code', 'reset_code']}>
      <p id="to">
        <SignIn.Address />
      </p>
      <SignIn.Field name="code">
        <SignIn.Label>Code</SignIn.Label>
        <SignIn.Otp
          render={(cells) =>
            cells.map(({ digit, isActive }, at) => `${digit ?? (isActive ? '|' : '-')}${at}`)
          }
        />
        <SignIn.FieldError />
      </SignIn.Field>
      <SignIn.Resend>{({ secondsLeft }) => (secondsLeft > 0 ? 'wait' : 'resend')}</SignIn.Resend>
    </SignIn.Step>
  </SignIn.Root>
)

const input = (name: string) => {
  const found = document.querySelector<HTMLInputElement>(`input[name="${name}"]`)
  if (!found) throw new Error(`there is no field ${name}`)
  return found
}
const button = (text: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === text) ?? null
const isFocused = (element: Element | null) => document.activeElement === element

async function type(name: string, text: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input(name), text)
    input(name).dispatchEvent(new InputEvent('input', { bubbles: true }))
  })
  await settle()
}

async function identify(fake: ReturnType<typeof createWorld>) {
  const drawn = await draw(appOf(fake, <StrictMode>{signInApp}</StrictMode>))
  await type('identifier', ' ada@example.com ')
  await click(button('Go on'))
  return drawn
}

describe('elements of a sign-in', () => {
  it('know how browsers and password managers know a field', async () => {
    await draw(appOf(createWorld(), signInApp))
    const { id, autocomplete, required, type: kind } = input('identifier')
    expect([autocomplete, required, kind]).toEqual(['username', true, 'text'])
    expect(document.querySelector('label')?.htmlFor).toBe(id)
    expect(document.querySelector('form')?.getAttribute('method')).toBe('post')
  })

  it('go on from step to step, with the focus and the address', async () => {
    const fake = createWorld()
    await identify(fake)
    expect(fake.forms[fake.called.indexOf('/v1/client/sign_ins')]).toMatchObject({
      identifier: 'ada@example.com',
    })
    expect([isFocused(input('password')), location.hash]).toEqual([true, '#/password'])
    expect(input('password').autocomplete).toBe('current-password')
    await click(button('Other ways'))
    expect([...document.querySelectorAll('button')].map(({ textContent }) => textContent)).toEqual([
      'email_code',
      'Back',
    ])
    expect(isFocused(document.querySelector('h2'))).toBe(true)
    await click(button('email_code'))
    expect(document.querySelector('#to')?.textContent).toBe('a***@example.com')
    expect([isFocused(input('code')), button('wait')?.getAttribute('aria-disabled')]).toEqual([true, 'true'])
    const before = fake.called.length
    await click(button('wait'))
    expect(fake.called.length).toBe(before)
  })

  it('say at the field what is wrong with it, and bring the focus there', async () => {
    const fake = createWorld()
    await identify(fake)
    fake.answer(
      '/v1/client/sign_ins/sia_1/attempt_first_factor',
      422,
      refusal('form_password_incorrect', 'password'),
    )
    await type('password', 'wrong')
    button('Sign in')?.focus()
    await click(button('Sign in'))
    const alert = document.querySelector('[role=alert]')
    expect(alert?.textContent).toBe('own words for form_password_incorrect')
    expect(input('password').getAttribute('aria-describedby')).toBe(alert?.id)
    expect([input('password').ariaInvalid ?? input('password').getAttribute('aria-invalid')]).toEqual([
      'true',
    ])
    expect([isFocused(input('password')), input('password').value]).toEqual([true, 'wrong'])
    expect(button('Sign in')?.className).toBe('mine')
  })

  it('say above the fields what none of them can say, and try again', async () => {
    const fake = createWorld()
    const alertText = () => document.querySelector('[role=alert]')?.textContent
    fake.answer('/v1/client/sign_ins', 422, refusal('form_param_unknown', 'username'))
    await identify(fake)
    expect(alertText()).toBe('Words for form_param_unknown.')
    fake.answer('/v1/client/sign_ins', 422, refusal('form_identifier_not_found', 'identifier'))
    await click(button('Again'))
    expect([alertText(), input('identifier').getAttribute('aria-invalid')]).toEqual(['', 'true'])
  })

  it('send a code with its last digit, and begin anew when it is refused', async () => {
    const fake = createWorld()
    history.replaceState(null, '', '/#/email-code')
    fake.answer('/v1/client', 200, {
      response: {
        ...{ id: 'client_1', sessions: [], sign_up: null, last_active_session_id: null, updated_at: 1 },
        sign_in: { ...attempt, first_factor_verification: sent },
      },
    })
    fake.answer('/v1/client/sign_ins/sia_1/attempt_first_factor', 422, refusal('form_code_incorrect', 'code'))
    await draw(appOf(fake, signInApp))
    await type('code', '12a3')
    expect([input('code').value, document.querySelector('[data-otp] > div')?.textContent]).toEqual([
      '123',
      '102132|3-4-5',
    ])
    await type('code', '123456')
    expect(fake.forms.at(-1)).toMatchObject({ strategy: 'email_code', code: '123456' })
    expect(input('code').value).toBe('')
  })

  it('are drawn by a server, and keep what was typed before they came to life', async () => {
    const fake = createWorld()
    const html = renderToString(appOf(fake, signInApp))
    expect(html).toContain('name="identifier"')
    const node = pageWith(html)
    const typed = input('identifier')
    typed.value = 'early@example.com'
    await draw(appOf(fake, signInApp), node)
    expect([input('identifier') === typed, typed.value]).toEqual([true, 'early@example.com'])
  })

  it('send what was sent too early as soon as they can, and once', async () => {
    const fake = createWorld()
    const node = pageWith(renderToString(appOf(fake, signInApp)))
    input('identifier').value = 'early@example.com'
    const { load } = fake.keywright
    let go = () => {}
    const gate = new Promise<void>((resolve) => {
      go = resolve
    })
    fake.keywright.load = () => gate.then(() => load())
    await draw(appOf(fake, signInApp), node)
    await click(button('Go on'))
    await click(button('Go on'))
    expect([fake.called, button('Go on')?.getAttribute('aria-busy')]).toEqual([[], 'true'])
    go()
    await settle()
    expect(fake.called.filter((path) => path === '/v1/client/sign_ins')).toHaveLength(1)
    expect(isFocused(input('password'))).toBe(true)
  })
})

function OwnForm() {
  const { state, send, can, errors, pending } = useFlow('signIn', { routing: 'none' })
  return (
    <button type="button" onClick={() => send({ type: 'IDENTIFY', identifier: 'ada@example.com' })}>
      {`${state} ${pending} ${can('BACK')} ${errors.at('identifier')?.code}`}
    </button>
  )
}

it('useFlow gives all there is, and leaves the address alone where it is told to', async () => {
  const fake = createWorld()
  fake.answer('/v1/client/sign_ins', 422, refusal('form_identifier_not_found', 'identifier'))
  const { node, text } = await draw(appOf(fake, <OwnForm />))
  await click(node.querySelector('button'))
  expect(text()).toBe('start undefined false form_identifier_not_found')
  fake.answer('/v1/client/sign_ins', 200, { response: attempt })
  await click(node.querySelector('button'))
  expect([text(), location.hash]).toEqual(['password undefined true undefined', ''])
})

it('elements of a sign-up ask for what the instance asks for, and lead to the code', async () => {
  const fake = createWorld()
  const names = ['first_name', 'last_name', 'email_address', 'password']
  const app = (
    <SignUp.Root initialValues={{ email_address: 'new@example.com' }}>
      <SignUp.Step when={['start', 'missing']}>
        {names.map((name) => (
          <SignUp.Field key={name} name={name}>
            <SignUp.Label>{name}</SignUp.Label>
            <SignUp.Input />
          </SignUp.Field>
        ))}
        <SignUp.Submit>Go on</SignUp.Submit>
      </SignUp.Step>
      <SignUp.Step when="verify_code">
        <SignUp.Address />
      </SignUp.Step>
    </SignUp.Root>
  )
  const { node, text } = await draw(appOf(fake, app))
  const drawn = [...node.querySelectorAll('input')].map(({ name, required }) => [name, required])
  expect(drawn).toEqual([
    ['last_name', false],
    ['email_address', true],
    ['password', true],
  ])
  expect([input('email_address').value, input('password').autocomplete]).toEqual([
    'new@example.com',
    'new-password',
  ])
  await type('password', 'correct-horse')
  const proof = { ...sent, next_action: 'needs_attempt' }
  fake.answer('/v1/client/sign_ups', 200, {
    response: {
      ...{
        id: 'sua_1',
        status: 'missing_requirements',
        missing_fields: [],
        email_address: 'new@example.com',
      },
      verifications: { email_address: proof },
    },
  })
  await click(button('Go on'))
  expect(fake.forms.at(-1)).toMatchObject({ email_address: 'new@example.com', password: 'correct-horse' })
  expect([text(), location.hash]).toEqual(['new@example.com', '#/verify-email-address'])
})
