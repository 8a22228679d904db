import { type ComponentChildren, createContext } from 'preact'
import { useContext, useRef, useState } from 'preact/hooks'

/** Names of fields that must be filled and are not. */
const MissingContext = createContext<readonly string[]>([])

/** Whether a field was left empty at the last try. */
export function useIsMissing(name: string): boolean {
  return useContext(MissingContext).includes(name)
}

/** A required field with nothing in it. Fields outside of the tab order belong to password managers. */
const isMissing = (field: Element): field is HTMLInputElement =>
  field instanceof HTMLInputElement && field.required && !field.validity.valid && field.validity.valueMissing

/**
 * Gives what was typed as one object, by the names of the fields. Fields keep their own text, so that nothing that was typed is
 * lost to a failure, to a slow start or to a browser that filled them in before. `method` keeps a password out of the
 * address should the form be sent before this page is ready.
 */
export function Form({
  onSubmit,
  children,
}: {
  onSubmit: (values: Record<string, string>) => void
  children: ComponentChildren
}) {
  const form = useRef<HTMLFormElement>(null)
  const [missing, setMissing] = useState<readonly string[]>([])
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!form.current) return
    const empty = [...form.current.elements].filter(isMissing)
    setMissing(empty.map(({ name }) => name))
    if (empty[0]) return empty[0].focus()
    const entries = [...new FormData(form.current)].filter(([, value]) => typeof value === 'string')
    onSubmit(Object.fromEntries(entries) as Record<string, string>)
  }
  return (
    <form class="kw-form" method="post" noValidate ref={form} onSubmit={submit}>
      <MissingContext.Provider value={missing}>{children}</MissingContext.Provider>
    </form>
  )
}
