import { failureOf } from '@keywright/js/flows'
import { describe, expect, it } from 'vitest'
import { namesOf, now, press, renderView, type } from '../testing/render-view.tsx'
import { factors } from '../testing/resources.ts'
import { failedAt, signInSeeds, signUpSeeds, ssoCallbackSeeds } from '../testing/seeds.ts'
import { signInViews } from './sign-in/sign-in.views.tsx'
import { signUpViews } from './sign-up/sign-up.views.tsx'
import { ssoCallbackViews } from './sso-callback/sso-callback.view.tsx'

const faces = [
  ...Object.entries(signInSeeds).flatMap(([state, seeds]) =>
    seeds.map((seed) => ({
      name: `sign-in ${state} ${seed.name}`,
      draw: () => drawSignIn(state, seed.name),
    })),
  ),
  ...Object.entries(signUpSeeds).flatMap(([state, seeds]) =>
    seeds.map((seed) => ({
      name: `sign-up ${state} ${seed.name}`,
      draw: () => drawSignUp(state, seed.name),
    })),
  ),
]

function drawSsoCallback(value: keyof typeof ssoCallbackSeeds, name?: string) {
  const seed = ssoCallbackSeeds[value].find((one) => one.name === name) ?? ssoCallbackSeeds[value][0]
  return renderView(ssoCallbackViews[value], value, seed)
}

function drawSignIn(state: string, name?: string) {
  const value = state as keyof typeof signInSeeds
  const seed = signInSeeds[value].find((one) => one.name === name) ?? signInSeeds[value][0]
  return renderView(signInViews[value], value, seed)
}

function drawSignUp(state: string, name?: string) {
  const value = state as keyof typeof signUpSeeds
  const seed = signUpSeeds[value].find((one) => one.name === name) ?? signUpSeeds[value][0]
  return renderView(signUpViews[value], value, seed)
}

describe.each(faces)('$name', ({ draw }) => {
  it('has one heading that names it, a label for every field, and a name for every button', () => {
    const { root } = draw()
    const [heading, ...others] = root.querySelectorAll('h1')
    expect(others).toEqual([])
    expect(root.querySelector('section')?.getAttribute('aria-labelledby')).toBe(heading?.id)
    expect(heading?.textContent).toMatch(/\w/)
    for (const input of root.querySelectorAll<HTMLInputElement>('input:not([aria-hidden])'))
      expect(input.labels?.length, input.name).toBe(1)
    for (const name of namesOf(root)) expect(name.trim()).not.toBe('')
  })

  it('leaves no text unfilled and no key untranslated', () => {
    const { root } = draw()
    expect(root.textContent).not.toMatch(/[{}]|undefined|\b(signIn|signUp|common|error|field)\.\w/)
  })

  it('always has a region for alerts, and writes no style into the page', () => {
    const { root } = draw()
    expect(root.querySelectorAll('.kw-alert[role="alert"]')).toHaveLength(1)
    expect(root.querySelector('[style]')).toBeNull()
  })
})

describe('the first step of a sign-in', () => {
  it('gives what was typed, without the spaces around it', () => {
    const { root, events } = drawSignIn('start', 'empty')
    type(root, 'identifier', '  ada@example.com ')
    press(root, 'Continue')
    expect(events).toEqual([{ type: 'IDENTIFY', identifier: 'ada@example.com', password: undefined }])
  })

  it('asks for what is missing at the field, and sends nothing', () => {
    const { root, events } = drawSignIn('start', 'empty')
    press(root, 'Continue')
    const input = root.querySelector('input')
    expect(events).toEqual([])
    expect(input?.getAttribute('aria-invalid')).toBe('true')
    expect(document.getElementById(input?.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'This is missing.',
    )
    expect(document.activeElement).toBe(input)
  })

  it('keeps the password field away from people until a manager has filled it, and then sends both', () => {
    const { root, events } = drawSignIn('start', 'empty')
    const password = root.querySelector<HTMLInputElement>('input[type=password]')
    expect(password?.tabIndex).toBe(-1)
    expect(password?.closest('[aria-hidden=true]')).not.toBeNull()
    type(root, 'identifier', 'ada@example.com')
    type(root, 'password', 'correct-horse')
    expect(password?.closest('[aria-hidden=true]')).toBeNull()
    press(root, 'Continue')
    expect(events).toMatchObject([{ identifier: 'ada@example.com', password: 'correct-horse' }])
  })

  it('sends nothing while it is busy, and keeps the button in reach', () => {
    const { root, events } = drawSignIn('start', 'busy')
    const button = root.querySelector('button[type=submit]')
    expect(button?.getAttribute('aria-busy')).toBe('true')
    expect(button?.hasAttribute('disabled')).toBe(false)
    press(root, 'Continue')
    expect(events).toEqual([])
  })

  it('offers to try again what failed on the way, with what was typed still there', () => {
    const { root, events, draw } = drawSignIn('start', 'empty')
    const input = type(root, 'identifier', 'ada@example.com')
    draw({ error: failureOf('network_error') })
    expect(root.querySelector('[role=alert]')?.textContent).toContain('No connection')
    expect(input.value).toBe('ada@example.com')
    press(root, 'Try again')
    expect(events).toEqual([{ type: 'RETRY' }])
  })
})

describe('a fault', () => {
  it('is said at its field and nowhere else', () => {
    const { root } = drawSignIn('password', 'wrong')
    const input = root.querySelector<HTMLInputElement>('input[name=password]')
    const error = document.getElementById(input?.getAttribute('aria-describedby') ?? '')
    expect(error?.getAttribute('role')).toBe('alert')
    expect(error?.textContent).toBe('That password is not right.')
    expect(root.querySelector('.kw-alert[role="alert"]')?.textContent).toBe('')
  })

  it('is said in the words of the server where no catalogue has it', () => {
    const { root, draw } = drawSignIn('password', 'empty')
    const fault = { code: 'brand_new', param: undefined, message: 'Not on a Tuesday.', meta: {} }
    draw({ error: { code: 'brand_new', faults: [fault], retryAfterSeconds: undefined } })
    expect(root.querySelector('[role=alert]')?.textContent).toBe('Not on a Tuesday.')
  })

  it('says how long to wait', () => {
    const { root, draw } = drawSignIn('password', 'empty')
    draw({ error: { ...failureOf('too_many_requests'), retryAfterSeconds: 1 } })
    expect(root.querySelector('[role=alert]')?.textContent).toBe('Too many tries. Wait 1 second.')
  })

  it('of another step is said above the form', () => {
    const { root, draw } = drawSignIn('password', 'empty')
    draw({ error: failedAt('identifier', 'form_identifier_not_found') })
    expect(root.querySelector('.kw-alert[role="alert"]')?.textContent).toBe('No account was found.')
  })
})

describe('a code', () => {
  it('is sent when its last digit is there, once', () => {
    const { root, events } = drawSignIn('email_code', 'empty')
    type(root, 'code', '42 42-4')
    expect(events).toEqual([])
    const input = type(root, 'code', '42 42-42 9')
    type(root, 'code', '424242')
    expect(input.value).toBe('424242')
    expect(events).toEqual([{ type: 'SUBMIT_CODE', code: '424242' }])
  })

  it('is one field for one-time codes, under painted cells', () => {
    const { root } = drawSignIn('email_code', 'empty')
    const inputs = root.querySelectorAll('input')
    expect(inputs).toHaveLength(1)
    expect(inputs[0]?.autocomplete).toBe('one-time-code')
    expect(root.querySelector('.kw-code-cells')?.getAttribute('aria-hidden')).toBe('true')
  })

  it('is emptied when it was wrong', () => {
    const { root, draw } = drawSignIn('email_code', 'empty')
    const input = type(root, 'code', '111111')
    draw({ error: failedAt('code', 'form_code_incorrect') })
    expect(input.value).toBe('')
    expect(document.activeElement).toBe(input)
  })
})

describe('a password', () => {
  it('can be looked at', () => {
    const { root } = drawSignIn('password', 'empty')
    const input = root.querySelector<HTMLInputElement>('input[name=password]')
    press(root, 'Show password')
    expect(input?.type).toBe('text')
    press(root, 'Hide password')
    expect(input?.type).toBe('password')
  })

  it('belongs to a username that only managers see', () => {
    const { root } = drawSignIn('password', 'empty')
    const username = root.querySelector<HTMLInputElement>('input[autocomplete=username]')
    expect(username?.value).toBe('ada@example.com')
    expect([username?.tabIndex, username?.getAttribute('aria-hidden')]).toEqual([-1, 'true'])
    expect(username?.form).toBe(root.querySelector<HTMLInputElement>('input[name=password]')?.form)
  })
})

describe('other ways', () => {
  it('are offered by name, and chosen whole', () => {
    const { root, events } = drawSignIn('alternatives', 'usual')
    expect(namesOf(root, '.kw-choice-title')).toEqual(['Get a code by email', 'Get a link by email'])
    now(() => root.querySelectorAll<HTMLElement>('.kw-choice')[0]?.click())
    expect(events).toEqual([{ type: 'SELECT', factor: factors.code }])
  })
})

describe('a sign-up', () => {
  it('gives what was filled in and the consent, and leaves out what was not', () => {
    const { root, events } = drawSignUp('start', 'full')
    type(root, 'username', ' ada ')
    type(root, 'email_address', 'ada@example.com')
    type(root, 'password', ' correct horse ')
    now(() => root.querySelector<HTMLInputElement>('input[type=checkbox]')?.click())
    press(root, 'Create account')
    const values = {
      username: 'ada',
      email_address: 'ada@example.com',
      password: ' correct horse ',
      legal_accepted: true,
    }
    expect(events).toEqual([{ type: 'SUBMIT', values }])
  })

  it('is not sent without the consent', () => {
    const { root, events } = drawSignUp('start', 'full')
    type(root, 'username', 'ada')
    type(root, 'email_address', 'ada@example.com')
    type(root, 'password', 'correct-horse')
    press(root, 'Create account')
    expect(events).toEqual([])
    expect(document.activeElement).toBe(root.querySelector('input[type=checkbox]'))
  })
})

describe('the page that a provider leads back to', () => {
  it('says what it does, and names a way on where that fails', () => {
    expect(drawSsoCallback('reading').root.textContent).toContain('Signing you in')
    const { root, events } = drawSsoCallback('transfer_to_sign_in', 'failed')
    press(root, 'Try again')
    press(root, 'Back')
    expect(events).toEqual([{ type: 'RETRY' }, { type: 'BACK' }])
  })
})

describe('providers on a first step', () => {
  const buttons = (root: HTMLElement) => [...root.querySelectorAll<HTMLButtonElement>('.kw-social button')]

  it('are named in words, the last used one as such, and stand before the form', () => {
    const { root, events } = drawSignIn('start', 'social')
    expect(buttons(root).map(({ textContent }) => textContent)).toEqual([
      'Continue with Acme ID',
      'Continue with GitHub',
      'Continue with Google Last used',
    ])
    expect(root.textContent).toMatch(/Google.*or.*Email address/)
    for (const mark of root.querySelectorAll('.kw-social img')) expect(mark.getAttribute('alt')).toBe('')
    press(root, 'Continue with GitHub')
    expect(events).toEqual([{ type: 'CONTINUE_WITH', strategy: 'oauth_github' }])
  })

  it('show which of them was pressed, and no other, and are sent nothing twice', () => {
    const { root, events } = drawSignIn('start', 'leaving')
    expect(buttons(root).map((one) => one.getAttribute('aria-busy'))).toEqual(['false', 'true', 'false'])
    now(() => buttons(root)[1]?.click())
    expect(events).toEqual([])
  })

  it('stand two in a row where there are many, by name, and say the rest to who does not see them', () => {
    for (const { root } of [drawSignIn('start', 'only-social'), drawSignUp('start', 'only-social')]) {
      expect(buttons(root)).toHaveLength(8)
      expect(buttons(root)[0]?.getAttribute('aria-label')).toBe('Continue with Apple')
      expect(buttons(root)[0]?.textContent).toBe('Apple')
      expect([root.querySelector('input'), root.querySelector('.kw-divider')]).toEqual([null, null])
    }
  })

  it('are offered where an account has no other way', () => {
    const { root, events } = drawSignIn('alternatives', 'only-provider')
    press(root, 'Continue with Google')
    expect(events).toEqual([{ type: 'SELECT', factor: { strategy: 'oauth_google' } }])
  })

  it('say on a first step what they sent somebody back with', () => {
    const { root } = drawSignIn('start', 'denied')
    expect(root.querySelector('[role=alert]')?.textContent).toContain('Access was not granted')
  })

  it('are named where something is missing that they did not say', () => {
    const { root } = drawSignUp('missing', 'from-provider')
    expect(root.textContent).toContain('The rest came from Google.')
    expect(root.querySelector('.kw-identity')?.textContent).toBe('ada@example.com')
  })
})
