import type { FlowName, FlowOptions } from '@keywright/js/elements'
import { type ReactNode, useId, useMemo } from 'react'
import { type FlowAround, FlowAroundContext, useOwnFlow, useSnapshot } from './flow-context.ts'

export interface RootProps extends FlowOptions {
  children?: ReactNode
}

/** Runs a flow for the elements inside. */
function Root({ name, children, ...options }: RootProps & { name: FlowName }) {
  const flow = useOwnFlow(name, options)
  const snapshot = useSnapshot(flow)
  const id = useId()
  const around = useMemo((): FlowAround => ({ flow, snapshot, id }), [flow, snapshot, id])
  return <FlowAroundContext.Provider value={around}>{children}</FlowAroundContext.Provider>
}

export function SignInRoot(props: RootProps) {
  return <Root {...props} name="signIn" />
}

export function SignUpRoot(props: RootProps) {
  return <Root {...props} name="signUp" />
}
