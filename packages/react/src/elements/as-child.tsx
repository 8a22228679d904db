import {
  Children,
  cloneElement,
  type ElementType,
  isValidElement,
  type ReactElement,
  type ReactNode,
} from 'react'

export interface AsChild {
  /** Makes the one child what would be drawn otherwise. */
  asChild?: boolean | undefined
}

type Props = Readonly<Record<string, unknown>>
type Handler = (event: { defaultPrevented?: boolean }) => unknown

/** Draws an element, or makes the child be it: the child’s own properties come first, and its handlers run before ours. */
export function drawAs(
  tag: ElementType,
  { asChild = false, children, ...props }: Props & AsChild & { children?: ReactNode },
): ReactElement {
  const Tag = tag
  if (!asChild) return <Tag {...props}>{children}</Tag>
  const child = Children.only(children)
  if (!isValidElement<Props>(child)) throw new TypeError('Keywright: asChild takes one element.')
  return cloneElement(child, join(props, child.props))
}

function join(ours: Props, own: Props): Props {
  const joined: Record<string, unknown> = { ...ours, ...own }
  for (const [name, handler] of Object.entries(ours)) {
    const first = own[name]
    if (typeof handler === 'function' && typeof first === 'function')
      joined[name] = inTurn(first as Handler, handler as Handler)
  }
  return joined
}

/** The second does nothing where the first prevents it. */
export function inTurn(first: Handler | undefined, second: Handler): Handler {
  return (event) => {
    first?.(event)
    if (!event.defaultPrevented) second(event)
  }
}
