import type { Place } from '@keywright/js/binding'
import { type ReactNode, useState } from 'react'
import { createPortal } from 'react-dom'

interface Shown {
  element: HTMLElement
  name: string
  key: string
}

/** Lets parts of this tree be drawn in elements that are not React’s. They stay in the tree: context and events reach them. */
export function usePlaces() {
  const [shown, setShown] = useState<readonly Shown[]>([])
  const [known] = useState(() => new Map<string, Place>())
  const contents = new Map<string, ReactNode>()

  /** The same place for the same name, so that nothing is drawn anew with every render. */
  function place(name: string, content: ReactNode): Place {
    contents.set(name, content)
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
        setShown((others) => [...others, { element, name, key }])
      },
      unmount: (element) => setShown((others) => others.filter((one) => one.element !== element)),
    }
  }

  const portals = () => shown.map(({ element, name, key }) => createPortal(contents.get(name), element, key))
  return { place, portals }
}
