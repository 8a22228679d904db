import { focusStep, formOf, readForm } from '@keywright/js/elements'
import {
  createContext,
  type FormHTMLAttributes,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useFlowAround } from './flow-context.ts'

/** The names of the fields in a step, so that what is wrong with any other is said above them. */
interface StepAround {
  fields: readonly string[]
  /** Returns how to take the name back. */
  register(name: string): () => void
}

const StepContext = createContext<StepAround>({ fields: [], register: () => () => undefined })

export const useStep = () => useContext(StepContext)

export interface StepProps<State extends string = string> extends FormHTMLAttributes<HTMLElement> {
  /** The step, or the steps, that this is drawn for. */
  when: State | readonly State[]
  children?: ReactNode
}

/** What is drawn while the flow is at a step: its form, where it has one. Brings the focus along. */
export function Step({ when, ...props }: StepProps) {
  const { state } = useFlowAround().snapshot
  const isShown = state !== undefined && [when].flat().includes(state)
  return isShown ? <StepBody key={state} {...props} /> : null
}

function StepBody({ children, ...props }: Omit<StepProps, 'when'>) {
  const { flow, snapshot } = useFlowAround()
  const { state = 'start', pending, error, hasMoved } = snapshot
  const element = useRef<HTMLElement>(null)
  const around = useFields()
  // Read on arrival: what moves later is another step.
  const [takesFocus] = useState(hasMoved)
  useEffect(() => {
    if (takesFocus && element.current) focusStep(element.current)
  }, [takesFocus])
  useEffect(() => {
    if (error) element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [error])

  const toEvent = formOf(flow.name, state)
  const shared = { ...props, 'data-step': state, 'aria-busy': pending !== undefined }
  const submit = (event: Parameters<NonNullable<StepProps['onSubmit']>>[0]) => {
    props.onSubmit?.(event)
    if (event.defaultPrevented) return
    event.preventDefault()
    if (toEvent) flow.send(toEvent(readForm(event.currentTarget as HTMLFormElement)))
  }
  const content = <StepContext.Provider value={around}>{children}</StepContext.Provider>
  const setElement = (node: HTMLElement | null) => {
    element.current = node
  }
  // `method` keeps a password out of the address should the form be sent before this page is alive.
  return toEvent ? (
    <form method="post" {...shared} ref={setElement} onSubmit={submit}>
      {content}
    </form>
  ) : (
    <div {...shared} ref={setElement}>
      {content}
    </div>
  )
}

function useFields(): StepAround {
  const [fields, setFields] = useState<readonly string[]>([])
  const [register] = useState(() => (name: string) => {
    setFields((others) => [...others, name])
    return () => setFields((others) => others.filter((other) => other !== name))
  })
  return useMemo(() => ({ fields, register }), [fields, register])
}
