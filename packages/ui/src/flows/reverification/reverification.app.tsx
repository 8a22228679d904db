import { createMachine, type Reverification, reverificationFlow } from '@keywright/js/flows'
import { render } from 'preact'
import { adoptStyles } from '../../app/adopt-styles.ts'
import type { Appearance } from '../../app/appearance.ts'
import { createUi } from '../../app/create-ui.ts'
import { createFrame } from '../../app/open-frame.tsx'
import { createRoot, createWardrobe } from '../../app/root.ts'
import { ensureStyles } from '../../app/styles.ts'
import { common } from '../../localization/en/common.ts'
import { errors } from '../../localization/en/errors.ts'
import { reverification } from '../../localization/en/reverification.ts'
import { secondFactor } from '../../localization/en/second-factor.ts'
import { formatMessage } from '../../localization/message-format.ts'
import type { Localization } from '../../localization/translate.ts'
import { UiProvider } from '../../primitives/ui-context.ts'
import css from '../../styles/later.css?inline'
import type { UiHost } from '../../ui-host.ts'
import { MachineView } from '../shared/machine-view.tsx'
import { reverificationViews } from './reverification.views.tsx'

export interface ReverificationProps {
  appearance?: Appearance
  localization?: Localization
  /** Whoever has no second factor proves the first one, whatever is asked for. */
  level?: Reverification['level']
  /** Called once: whether the user has proven who they are. */
  onEnd: (isProven: boolean) => void
}

/** What an application says that asks for the proof itself. */
export interface UserVerificationProps extends Omit<ReverificationProps, 'onEnd'> {
  /** The proof is given: what waited for it may go on. */
  onComplete?: () => void
  /** The dialog was closed without it. */
  onCancel?: () => void
}

export function openVerification(
  { onComplete, onCancel, ...props }: UserVerificationProps,
  host: UiHost,
): { close(): void } {
  const onEnd = (isProven: boolean) => (isProven ? onComplete : onCancel)?.()
  return openReverification(host, { ...props, onEnd })
}

/** Asks the user, in a dialog over the page, to prove once more that it is them. */
export function openReverification(host: UiHost, props: ReverificationProps): { close(): void } {
  const { appearance = {}, localization, level = 'second_factor', onEnd } = props
  const root = document.body.appendChild(createRoot(document))
  const wardrobe = createWardrobe(root)
  const texts = { ...common, ...errors, ...reverification, ...secondFactor }
  const { environment } = host
  const ui = createUi({
    environment,
    appearance,
    localization,
    texts,
    format: formatMessage,
    id: root.dataset.id ?? '',
  })
  let isOver = false

  function end(isProven: boolean): void {
    if (isOver) return
    isOver = true
    wardrobe.takeOff()
    render(null, root)
    root.remove()
    onEnd(isProven)
  }

  const { client, sessionId } = host
  const session = client?.sessions.find(({ id }) => id === sessionId)
  const machine = createMachine(
    reverificationFlow,
    {
      ...{ level, sessionId: sessionId ?? '', identifier: session?.public_user_data.identifier ?? '' },
      ...{ factors: [], factor: null, hasBackupCode: false, resendAt: null, notice: null },
    },
    {
      ports: {
        api: host.api,
        now: Date.now,
        later: () => () => undefined,
        finish: async () => end(true),
      },
    },
  )
  const close = () => end(false)
  const Frame = createFrame(close)
  adoptStyles(css)
  void Promise.all([ensureStyles(root), wardrobe.wear(props)]).then(() => {
    if (isOver) return
    render(
      <UiProvider value={ui}>
        <Frame>
          <MachineView machine={machine} views={reverificationViews} />
        </Frame>
      </UiProvider>,
      root,
    )
  })
  return { close }
}
