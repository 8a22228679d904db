import type { FlowEvent, KernelEvent } from '@keywright/js/flows'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { createUi } from '../app/create-ui.ts'
import { walletPart } from '../flows/social/with-wallets.ts'
import type { View } from '../flows/view.ts'
import { common } from '../localization/en/common.ts'
import { errors } from '../localization/en/errors.ts'
import { secondFactor } from '../localization/en/second-factor.ts'
import { signIn } from '../localization/en/sign-in.ts'
import { signInStart } from '../localization/en/sign-in-start.ts'
import { signUp } from '../localization/en/sign-up.ts'
import { signUpStart } from '../localization/en/sign-up-start.ts'
import { ssoCallback } from '../localization/en/sso-callback.ts'
import { formatMessage } from '../localization/message-format.ts'
import { UiProvider } from '../primitives/ui-context.ts'
import { makeEnvironment } from './environment.ts'
import type { Seed } from './seeds.ts'

const texts = {
  ...ssoCallback,
  ...common,
  ...errors,
  ...signInStart,
  ...signIn,
  ...signUpStart,
  ...signUp,
  ...secondFactor,
}

/** Draws one seed of one state, and remembers what was sent. */
export function renderView<Value extends string, Context, Event extends FlowEvent>(
  view: View<Value, Context, Event>,
  value: Value,
  { context, error, pending }: Seed<Context>,
) {
  document.body.replaceChildren()
  const root = document.body.appendChild(document.createElement('div'))
  const ui = createUi({
    environment: makeEnvironment(),
    appearance: {},
    localization: undefined,
    texts,
    format: formatMessage,
    id: 'kw',
    social: walletPart,
  })
  const events: (Event | KernelEvent)[] = []
  const send = (event: Event | KernelEvent) => void events.push(event)
  const draw = (seed: Pick<Seed<Context>, 'error' | 'pending'>): void =>
    now(() => {
      const snapshot = { value, context, error: seed.error, pending: seed.pending }
      render(<UiProvider value={ui}>{view({ snapshot, send, t: ui.t })}</UiProvider>, root)
    })
  draw({ error, pending } as Pick<Seed<Context>, 'error' | 'pending'>)
  return { root, events, draw }
}

/** The names of what can be pressed. */
export const namesOf = (root: HTMLElement, selector = 'button, a') =>
  [...root.querySelectorAll(selector)].map((one) => one.getAttribute('aria-label') ?? one.textContent ?? '')

/** Types into a field, as the browser tells it. */
export function type(root: HTMLElement, name: string, text: string): HTMLInputElement {
  const input = root.querySelector<HTMLInputElement>(`input[name="${name}"]`)
  if (!input) throw new Error(`there is no field ${name}`)
  now(() => {
    input.value = text
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  })
  return input
}

export function press(root: HTMLElement, name: string): void {
  const found = [...root.querySelectorAll<HTMLElement>('button, a')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
  )
  if (!found) throw new Error(`there is nothing to press named ${name}`)
  now(() => found.click())
}

/** Does something and draws what comes of it. */
export function now(task: () => void): void {
  void act(task)
}
