/**
 * A step for a page without scripts: what a press would have sent is a button of a form. The page that is sent back may ask
 * for nothing but what it was offered, so the same step is drawn again to read what was posted.
 */
import type { FlowEvent, KernelEvent, Snapshot } from '@keywright/js/flows'
import { options, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { View } from '../flows/view.ts'
import { CardLinks } from '../primitives/card.tsx'
import { Form } from '../primitives/form.tsx'
import { type Ui, UiProvider } from '../primitives/ui-context.ts'

/** What was typed, by the names of the fields. */
export type Fields = Readonly<Record<string, string>>

export interface PlainStep<Event> {
  html: string
  /** What was asked for by what was posted; `undefined`: nothing that this step offers. */
  read(posted: Fields): Event | undefined
}

/** The name of the field that says which button was pressed. */
const pressed = 'event'

const formId = 'kw-events'

export function renderPlain<Value extends string, Context, Event extends FlowEvent>(
  snapshot: Snapshot<Value, Context>,
  view: View<Value, Context, Event>,
  ui: Ui,
): PlainStep<Event | KernelEvent> {
  let sent: Event | KernelEvent | undefined
  const offers = new Map<string, Event | KernelEvent>()
  let submit: ((fields: Fields) => void) | undefined

  /** What would be sent if this were done. */
  function record(act: () => void): Event | KernelEvent | undefined {
    sent = undefined
    act()
    return sent
  }

  function offer(vnode: VNode): void {
    const props: Record<string, unknown> = vnode.props
    if (vnode.type === Form) submit = props.onSubmit as typeof submit
    if (!isAction(vnode.type, props)) return
    const event = record(() => props.onClick(noEvent))
    if (!event) return
    const name = JSON.stringify(event)
    offers.set(name, event)
    Object.assign(props, { type: 'submit', form: formId, name: pressed, value: name })
  }

  const send = (event: Event | KernelEvent) => {
    sent = event
  }
  const html = withVnodes(offer, () =>
    renderToString(
      <div class="kw-root" data-id="kw-plain" lang="en" dir="ltr">
        <form id={formId} method="post" />
        <UiProvider value={ui}>
          <div>
            {view({ snapshot, send, t: ui.t })}
            <CardLinks />
          </div>
        </UiProvider>
      </div>,
    ),
  )
  return {
    html,
    read(posted) {
      const name = posted[pressed]
      if (name !== undefined) return offers.get(name)
      return record(() => submit?.(posted))
    },
  }
}

/** A button that does something of the flow; one that controls another element works on the page alone. */
function isAction(
  type: VNode['type'],
  props: Record<string, unknown>,
): props is { onClick: (event: object) => void } {
  return (
    type === 'button' &&
    (props.type === 'button' || props.name === pressed) &&
    typeof props.onClick === 'function' &&
    props['aria-controls'] === undefined
  )
}

const noEvent = { preventDefault: () => undefined }

/** Shows every node to somebody while something is drawn, which happens at once. */
function withVnodes<Result>(look: (vnode: VNode) => void, draw: () => Result): Result {
  const { vnode: before } = options
  options.vnode = look
  try {
    return draw()
  } finally {
    if (before) options.vnode = before
    else delete options.vnode
  }
}
