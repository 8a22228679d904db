import { type FlowName, kindOf, knownValue, needOf } from '@keywright/js/elements'
import { createComingPart } from './coming-part.ts'
import type { Snapshot } from './form-part.ts'

/** Fields: what the instance does not ask for is not there, and what is known already is not typed twice. */
export function createFields(form: HTMLFormElement, flow: FlowName) {
  const inputs = [...form.querySelectorAll<HTMLInputElement>('input[name]')]
  const wrappers = [...form.querySelectorAll<HTMLElement>('[kw-field]:not([kw-field=""])')].map(
    (element) => ({
      name: element.getAttribute('kw-field') ?? '',
      part: createComingPart(element),
    }),
  )
  for (const input of inputs) input.autocomplete ||= autocompleteOf(flow, input)
  return (snapshot: Snapshot): void => {
    for (const { name, part } of wrappers) part.show(needOf(snapshot, name) !== 'none')
    if (!snapshot.context) return
    for (const input of inputs) {
      if (needOf(snapshot, input.name) === 'optional') input.required = false
      const known = knownValue(snapshot.context, input.name)
      if (known !== undefined && input.type !== 'checkbox') input.defaultValue = known
    }
  }
}

function autocompleteOf(flow: FlowName, input: HTMLInputElement): AutoFill {
  const step = input.closest('[kw-when]')?.getAttribute('kw-when')?.split(/\s+/)[0]
  return (kindOf(flow, step, input.name).autoComplete ?? '') as AutoFill
}
