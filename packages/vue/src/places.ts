import type { Place } from '@keywright/js/binding'
import { h, shallowRef, Teleport, type VNode } from 'vue'

interface Shown {
  element: HTMLElement
  name: string
  key: string
}

export type Draw = () => unknown

/** Lets parts of this tree be drawn in elements that are not Vue’s. They stay in the tree: what is injected and emitted reaches them. */
export function usePlaces() {
  const shown = shallowRef<readonly Shown[]>([])
  const known = new Map<string, Place>()
  const contents = new Map<string, Draw>()

  /** The same place for the same name, so that nothing is drawn anew with every render. */
  function place(name: string, draw: Draw): Place {
    contents.set(name, draw)
    const found = known.get(name) ?? createPlace(name)
    known.set(name, found)
    return found
  }

  function createPlace(name: string): Place {
    let count = 0
    return {
      mount(element) {
        count += 1
        const key = `${name} ${count}`
        shown.value = [...shown.value, { element, name, key }]
      },
      unmount(element) {
        shown.value = shown.value.filter((one) => one.element !== element)
      },
    }
  }

  const teleports = (): VNode[] =>
    shown.value.map(({ element, name, key }) =>
      h(Teleport, { to: element, key }, [contents.get(name)?.()] as never),
    )
  return { place, teleports }
}
