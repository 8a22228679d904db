import { type Factor, type FlowSnapshot, factorsOf } from '@keywright/js/elements'
import type { Send, Snapshot } from './form-part.ts'

/**
 * The ways to go on, each drawn from the author's template for it: `<template kw-factor="email_code">` beside the others in
 * one list. A way without a template is not offered.
 */
export function createFactors(form: HTMLFormElement, send: Send) {
  const templates = [...form.querySelectorAll<HTMLTemplateElement>('template[kw-factor]')]
  const drawn: Element[] = []
  let last: string | undefined
  return (snapshot: Snapshot): void => {
    if (!snapshot.context || !('factor' in snapshot.context)) return
    const factors = factorsOf(snapshot as FlowSnapshot<'signIn'>)
    const key = JSON.stringify(factors)
    if (key === last) return
    last = key
    for (const element of drawn.splice(0)) element.remove()
    const isFor = (factor: Factor) => (template: Element) =>
      template.getAttribute('kw-factor') === factor.strategy
    for (const factor of factors)
      drawn.push(...templates.filter(isFor(factor)).flatMap((template) => draw(template, factor, send)))
  }
}

function draw(template: HTMLTemplateElement, factor: Factor, send: Send): Element[] {
  const copy = template.content.cloneNode(true) as DocumentFragment
  for (const element of copy.querySelectorAll('[kw-text="address"]'))
    element.textContent = factor.safe_identifier ?? ''
  const elements = [...copy.children]
  for (const button of copy.querySelectorAll('button')) {
    button.type = 'button'
    button.addEventListener('click', () => send({ type: 'SELECT', factor } as never))
  }
  template.before(copy)
  return elements
}
