import {
  type Factor,
  type FlowEvents,
  type FlowName,
  type FlowSnapshot,
  factorsOf,
  secondsUntil,
} from '@keywright/js/elements'
import {
  type ButtonHTMLAttributes,
  Fragment,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useState,
} from 'react'
import { type AsChild, drawAs, inTurn } from './as-child.tsx'
import { useFlowAround } from './flow-context.ts'

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & AsChild

/** A button that keeps its focus and its size while it is busy, and asks for nothing twice. */
function drawButton(isBusy: boolean, { onClick, ...props }: ButtonProps, act?: () => void) {
  const click = inTurn(onClick as Parameters<typeof inTurn>[0], (event) => {
    if (isBusy) (event as MouseEvent).preventDefault()
    else act?.()
  })
  return drawAs('button', {
    type: act ? 'button' : 'submit',
    'aria-busy': isBusy,
    'aria-disabled': isBusy || undefined,
    ...props,
    onClick: click,
  })
}

/** Sends the form of the step. */
export function Submit(props: ButtonProps) {
  const { pending = '' } = useFlowAround().snapshot
  return drawButton(/^(IDENTIFY|SUBMIT)/.test(pending), props)
}

export interface ActionProps<Name extends FlowName = FlowName> extends ButtonProps {
  /** What is sent: an event that takes nothing but its name. */
  event: FlowEvents<Name>['type']
}

/** A button for anything else a step understands, such as `BACK`. */
export function Action({ event, ...props }: ActionProps) {
  const { flow, snapshot } = useFlowAround()
  return drawButton(snapshot.pending === event, props, () => flow.send({ type: event } as never))
}

/** Shown where the same again may succeed. */
export function Retry(props: ButtonProps) {
  const { flow } = useFlowAround()
  return flow.can('RETRY') ? drawButton(false, props, () => flow.send({ type: 'RETRY' })) : null
}

export interface ResendProps extends Omit<ButtonProps, 'children'> {
  children?: ReactNode | ((wait: { secondsLeft: number }) => ReactNode)
}

/** Asks for another message, once some time has passed. */
export function Resend({ children, ...props }: ResendProps) {
  const { flow, snapshot } = useFlowAround()
  const secondsLeft = useSecondsUntil(snapshot.context?.resendAt)
  const isWaiting = secondsLeft > 0
  const words = typeof children === 'function' ? children({ secondsLeft }) : children
  const act = () => {
    if (!isWaiting) flow.send({ type: 'RESEND' })
  }
  const waiting = { 'aria-disabled': isWaiting || undefined }
  return drawButton(snapshot.pending === 'RESEND', { ...waiting, ...props, children: words }, act)
}

function useSecondsUntil(time: number | null | undefined): number {
  const [now, setNow] = useState(0)
  // Until the first tick no time is known: a server has another clock.
  const seconds = now === 0 ? 0 : secondsUntil(time, now)
  useEffect(() => {
    const tick = () => setNow(Date.now())
    tick()
    if (secondsUntil(time, Date.now()) === 0) return
    const ticking = setInterval(() => {
      tick()
      if (secondsUntil(time, Date.now()) === 0) clearInterval(ticking)
    }, 1000)
    return () => clearInterval(ticking)
  }, [time])
  return seconds
}

/** Each way to go on that the step offers. */
export function Factors({ children }: { children: (factor: Factor) => ReactNode }) {
  const { snapshot } = useFlowAround()
  return factorsOf(snapshot as FlowSnapshot<'signIn'>).map((factor) => (
    <Fragment key={`${factor.strategy} ${factor.email_address_id}`}>{children(factor)}</Fragment>
  ))
}

export interface SelectFactorProps extends ButtonProps {
  factor: Factor
}

/** Goes on by one of the ways. */
export function SelectFactor({ factor, ...props }: SelectFactorProps) {
  const { flow, snapshot } = useFlowAround()
  return drawButton(snapshot.pending === 'SELECT', props, () => flow.send({ type: 'SELECT', factor }))
}
