import type { SsoCallbackContext, SsoCallbackEvent, SsoCallbackState } from '@keywright/js/flows'
import { workingView } from '../shared/working.view.tsx'
import type { View } from '../view.ts'

/** The same whatever is asked: nobody waits here for long. */
export const ssoCallbackView: View<SsoCallbackState, SsoCallbackContext, SsoCallbackEvent> = ({
  snapshot: { error },
  send,
  t,
}) =>
  workingView({
    ...{ error, t, step: 'sso_callback', title: t(error ? 'ssoCallback.failed' : 'ssoCallback.title') },
    onRetry: () => send({ type: 'RETRY' }),
    onBack: () => send({ type: 'BACK' }),
  })
