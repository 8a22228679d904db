import { errorBeside } from '@keywright/js/elements'
import type { ReactNode } from 'react'
import { type ErrorProps, wordsOf } from './field.tsx'
import { useFlowAround } from './flow-context.ts'
import { useStep } from './step.tsx'

/**
 * What went wrong that no field of the step can say. It is always in the page and only filled and emptied: screen readers
 * announce what is put into a region they know.
 */
export function Alert({ children, ...props }: ErrorProps) {
  const { snapshot } = useFlowAround()
  const error = errorBeside(snapshot.error, useStep().fields)
  return (
    <p role="alert" {...props}>
      {error && wordsOf(error, children)}
    </p>
  )
}

/** Where a message was sent, or whom a step is about. */
export function Address(): ReactNode {
  const { context } = useFlowAround().snapshot
  if (!context) return null
  if ('values' in context) return context.signUp?.email_address ?? context.values.email_address
  return context.factor?.safe_identifier ?? context.identifier
}
