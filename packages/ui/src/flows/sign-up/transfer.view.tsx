import { workingView } from '../shared/working.view.tsx'
import type { SignUpView } from './sign-up.view.ts'

/** What was proven or begun elsewhere is being taken over. */
export const transferView: SignUpView = ({ snapshot: { value, error }, send, t }) =>
  workingView({
    ...{ error, t, step: value, title: t('signUp.start.title') },
    onRetry: () => send({ type: 'RETRY' }),
    ...(/resume|ticket/.test(value) && { onBack: () => send({ type: 'BACK' }) }),
  })
