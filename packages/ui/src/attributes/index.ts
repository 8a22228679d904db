import type { Keywright } from '@keywright/js'
import { bindForm } from './bind-form.ts'

const bound = new WeakSet<Element>()

/** Brings every `<form kw-flow>` to life that stands below an element, once. */
export function bindForms(keywright: Keywright, below: ParentNode = document): void {
  for (const form of below.querySelectorAll<HTMLFormElement>('form[kw-flow]')) {
    if (bound.has(form)) continue
    bound.add(form)
    bindForm(form, keywright)
  }
}
