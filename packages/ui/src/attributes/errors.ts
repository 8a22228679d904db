import { errorAt, errorBeside } from '@keywright/js/elements'
import type { Snapshot } from './form-part.ts'

interface FaultPlace {
  element: HTMLElement
  /** The field it is about; empty: all that no field says. */
  name: string
  inputs: readonly HTMLInputElement[]
}

let placeCount = 0

/** What went wrong, where the author has a place for it. The place is always there and only filled and emptied. */
export function createErrors(form: HTMLFormElement) {
  const places = [...form.querySelectorAll<HTMLElement>('[kw-error]')].map((element): FaultPlace => {
    const name = element.getAttribute('kw-error') ?? ''
    const step = element.closest('[kw-when]') ?? form
    placeCount += 1
    element.id ||= `kw-error-${placeCount}`
    if (!element.hasAttribute('role')) element.setAttribute('role', 'alert')
    const inputs = [...step.querySelectorAll('input')].filter((input) => name !== '' && input.name === name)
    return { element, name, inputs }
  })
  let last: Snapshot['error']
  return ({ error }: Snapshot): void => {
    if (error === last) return
    last = error
    const here = places.filter(({ element }) => element.isConnected).map(({ name }) => name)
    for (const place of places)
      say(place, place.name === '' ? errorBeside(error, here) : errorAt(error, place.name))
    form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }
}

function say(
  { element, name, inputs }: FaultPlace,
  fault: { code: string; message: string } | undefined,
): void {
  element.textContent = fault?.message ?? ''
  element.dataset.code = fault?.code ?? ''
  for (const input of inputs) {
    const isCode = name === 'code'
    // A code that was refused is of no use: typing begins anew.
    if (fault && isCode) input.value = ''
    if (fault) input.setAttribute('aria-invalid', 'true')
    else input.removeAttribute('aria-invalid')
    describe(input, element.id, fault !== undefined)
  }
}

/** What the author says of the field stays. */
function describe(input: HTMLInputElement, id: string, isOn: boolean): void {
  const ids = (input.getAttribute('aria-describedby') ?? '').split(/\s+/).filter((one) => one && one !== id)
  if (isOn) ids.unshift(id)
  if (ids.length > 0) input.setAttribute('aria-describedby', ids.join(' '))
  else input.removeAttribute('aria-describedby')
}
