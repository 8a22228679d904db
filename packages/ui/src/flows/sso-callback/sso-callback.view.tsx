import {
  type SsoCallbackContext,
  type SsoCallbackEvent,
  type SsoCallbackState,
  ssoCallbackFlow,
} from '@keywright/js/flows'
import { workingView } from '../shared/working.view.tsx'
import type { View } from '../view.ts'

type CallbackView = View<SsoCallbackState, SsoCallbackContext, SsoCallbackEvent>

/** The same whatever is asked: nobody waits here for long. */
const ssoCallbackView: CallbackView = ({ snapshot: { error }, send, t }) =>
  workingView({
    ...{ error, t, step: 'sso_callback', title: t(error ? 'ssoCallback.failed' : 'ssoCallback.title') },
    onRetry: () => send({ type: 'RETRY' }),
    onBack: () => send({ type: 'BACK' }),
  })

export const ssoCallbackViews = Object.fromEntries(
  Object.keys(ssoCallbackFlow.states).map((state) => [state, ssoCallbackView]),
) as Record<SsoCallbackState, CallbackView>
