/**
 * Binds a form that an author wrote in plain HTML to a flow, by its attributes. Nothing is written as markup or as a style, so
 * that the strictest policies allow all of it.
 */
import type { Keywright } from '@keywright/js'
import {
  createFlow,
  type FlowContext,
  type FlowName,
  focusStep,
  formOf,
  readForm,
} from '@keywright/js/elements'
import { createButtons } from './buttons.ts'
import { type ComingPart, createComingPart } from './coming-part.ts'
import { createErrors } from './errors.ts'
import { createFactors } from './factors.ts'
import { createFields } from './fields.ts'
import type { Send, Snapshot } from './form-part.ts'
import { createProviders } from './providers.ts'

const names: Readonly<Record<string, FlowName>> = { 'sign-in': 'signIn', 'sign-up': 'signUp' }

/** Brings a form to life. Returns how to let go of it. */
export function bindForm(form: HTMLFormElement, keywright: Keywright): () => void {
  const given = form.getAttribute('kw-flow') ?? ''
  const name = Object.hasOwn(names, given) ? names[given] : undefined
  if (!name) throw new TypeError(`Keywright: kw-flow is sign-in or sign-up; not "${given}".`)
  const flow = createFlow(keywright, name, () => optionsOf(form))
  const send = flow.send as Send
  const steps = createSteps(form)
  // Parts read the whole form before any step of it goes.
  const parts = [
    createFields(form, name),
    createErrors(form),
    createFactors(form, send),
    createProviders(form, send),
    createButtons(form, send, (type) => flow.can(type as never)),
    createTexts(form),
  ]

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { state } = flow.get()
    const toEvent = state && formOf(name, state)
    if (toEvent) send(toEvent(readForm(form)))
  }

  let shown: string | undefined
  function draw(): void {
    const snapshot: Snapshot = flow.get()
    const { state, hasMoved, pending } = snapshot
    const current = steps.filter(({ when }) => when.includes(state ?? ''))
    for (const step of steps) step.part.show(current.includes(step))
    for (const part of parts) part(snapshot)
    form.setAttribute('aria-busy', String(pending !== undefined))
    if (state !== shown && hasMoved && current[0]) focusStep(current[0].part.element)
    shown = state
    form.dispatchEvent(new CustomEvent('kw-change', { bubbles: true, detail: snapshot }))
  }

  form.addEventListener('submit', submit)
  draw()
  const stop = flow.subscribe(draw)
  return () => {
    stop()
    form.removeEventListener('submit', submit)
  }
}

interface FormStep {
  when: readonly string[]
  part: ComingPart
}

function createSteps(form: HTMLFormElement): FormStep[] {
  return [...form.querySelectorAll<HTMLElement>('[kw-when]')].map((element) => ({
    when: (element.getAttribute('kw-when') ?? '').split(/\s+/),
    part: createComingPart(element),
  }))
}

function optionsOf(form: HTMLFormElement) {
  const attribute = (name: string) => form.getAttribute(`kw-${name}`) ?? undefined
  return {
    routing: attribute('routing') === 'none' ? ('none' as const) : ('hash' as const),
    forceRedirectUrl: attribute('force-redirect-url'),
    fallbackRedirectUrl: attribute('fallback-redirect-url'),
  }
}

/** What a sentence may say of the flow. */
function createTexts(form: HTMLFormElement) {
  const elements = [...form.querySelectorAll<HTMLElement>('[kw-text]')]
  return ({ context }: Snapshot): void => {
    for (const element of elements) {
      const text = textOf(context, element.getAttribute('kw-text') ?? '')
      if (text !== undefined && element.textContent !== text) element.textContent = text
    }
  }
}

function textOf(context: FlowContext<FlowName> | undefined, name: string): string | undefined {
  if (name !== 'address' || !context) return undefined
  if ('values' in context) return context.signUp?.email_address ?? context.values.email_address
  return context.factor?.safe_identifier ?? context.identifier
}
