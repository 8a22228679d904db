import { errorAt, type FlowError, kindOf, knownValue, needOf } from '@keywright/js/elements'
import {
  createContext,
  type HTMLAttributes,
  type InputHTMLAttributes,
  type LabelHTMLAttributes,
  type ReactNode,
  useContext,
  useEffect,
} from 'react'
import { type AsChild, drawAs } from './as-child.tsx'
import { useFlowAround } from './flow-context.ts'
import { useStep } from './step.tsx'

interface FieldAround {
  name: string
  id: string
  error: FlowError | undefined
}

const FieldContext = createContext<FieldAround | undefined>(undefined)

export function useField(): FieldAround {
  const field = useContext(FieldContext)
  if (!field) throw new Error('Keywright: this element belongs into a <Field>.')
  return field
}

export interface FieldProps extends HTMLAttributes<HTMLDivElement> {
  /** As the server names it: `identifier`, `password`, `code`, `email_address` … */
  name: string
}

/** A field with its label and what is wrong with it. One that the instance does not ask for is not drawn. */
export function Field({ name, children, ...props }: FieldProps) {
  const { snapshot, id } = useFlowAround()
  const { register } = useStep()
  const isAsked = needOf(snapshot, name) !== 'none'
  useEffect(() => (isAsked ? register(name) : undefined), [name, isAsked, register])
  if (!isAsked) return null
  const error = errorAt(snapshot.error, name)
  return (
    <FieldContext.Provider value={{ name, error, id: `${id}-${name}` }}>
      <div {...props} data-invalid={error ? '' : undefined}>
        {children}
      </div>
    </FieldContext.Provider>
  )
}

export function Label({ children, ...props }: LabelHTMLAttributes<HTMLLabelElement> & AsChild) {
  return drawAs('label', { htmlFor: useField().id, ...props, children })
}

/** The input of a field, as browsers and password managers know it. */
export function Input(props: InputHTMLAttributes<HTMLInputElement> & AsChild) {
  return drawAs('input', { ...useInput(), ...props })
}

/** What makes an input the one of the field around. */
export function useInput() {
  const { name, id, error } = useField()
  const { flow, snapshot } = useFlowAround()
  const kind = kindOf(flow.name, snapshot.state, name)
  const start =
    kind.type === 'checkbox' ? { value: 'true' } : { defaultValue: knownValue(snapshot.context, name) }
  return {
    ...{ id, name, ...kind, ...start, autoCapitalize: 'none', spellCheck: false },
    required:
      kind.type !== 'checkbox' || name === 'legal_accepted' ? needOf(snapshot, name) === 'required' : false,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${id}-error` : undefined,
  } as const
}

export interface ErrorProps extends Omit<HTMLAttributes<HTMLParagraphElement>, 'children'> {
  /** Says it in other words than the server. */
  children?: ReactNode | ((error: FlowError) => ReactNode)
}

/** What is wrong with the field. It arrives with the fault and leaves with the next try, so it is announced once. */
export function FieldError({ children, ...props }: ErrorProps) {
  const { id, error } = useField()
  if (!error) return null
  return (
    <p role="alert" {...props} id={`${id}-error`}>
      {wordsOf(error, children)}
    </p>
  )
}

export function wordsOf(error: FlowError, children: ErrorProps['children']): ReactNode {
  if (typeof children === 'function') return children(error)
  return children ?? error.message
}
