import { asksFor, resendFactor, type SignInState } from '@keywright/js/flows'
import { doneView } from '../shared/done.view.tsx'
import { type LinkResult, linkResultView } from '../shared/link-result.view.tsx'
import { secondFactorView } from '../shared/second-factor.view.tsx'
import { signedInView } from '../shared/signed-in.view.tsx'
import { walletView } from '../shared/wallet.view.tsx'
import { workingView } from '../shared/working.view.tsx'
import { alternativesView } from './alternatives.view.tsx'
import { chooseView } from './choose.view.tsx'
import { emailCodeView, resetCodeView } from './code.view.tsx'
import { forgotView } from './forgot.view.tsx'
import { lockedView, troubleView, unavailableView } from './help.views.tsx'
import { SignInIdentity } from './identity.tsx'
import { emailLinkView } from './link.view.tsx'
import { newPasswordView } from './new-password.view.tsx'
import { passwordView } from './password.view.tsx'
import type { SignInView } from './sign-in.view.ts'
import { startView } from './start.view.tsx'

const linkResult =
  (result: LinkResult): SignInView =>
  ({ snapshot: { context, error, pending }, send, t }) =>
    linkResultView({
      ...{ result, error, pending, t },
      onResend:
        result === 'link_expired' && resendFactor(context) ? () => send({ type: 'RESEND' }) : undefined,
      onBack: result === 'link_elsewhere' ? undefined : () => send({ type: 'BACK' }),
    })

const alreadySignedIn: SignInView = ({ snapshot: { context, error, pending }, send, t }) =>
  signedInView({
    ...{ error, pending, t },
    account: context.accounts[0],
    sessionId: context.sessionId ?? context.accounts[0]?.sessionId ?? '',
    onContinue: (sessionId) => send({ type: 'CHOOSE', sessionId }),
    onSignOut: () => send({ type: 'SIGN_OUT' }),
  })

const wallet: SignInView = ({ snapshot: { context, error, pending }, send, t }) =>
  walletView({
    ...{ context, error, pending, t },
    onChoose: (id) => send({ type: 'CHOOSE_WALLET', id }),
    onBack: () => send({ type: 'BACK' }),
  })

const secondFactor =
  (step: 'totp' | 'backup_code'): SignInView =>
  ({ snapshot: { context, error, pending }, send, t }) =>
    secondFactorView({
      ...{ step, error, pending, send, t },
      hasOther: asksFor(context.signIn, step === 'totp' ? 'backup_code' : 'totp'),
      children: <SignInIdentity {...{ context, t }} onChange={() => send({ type: 'BACK' })} />,
    })

const done: SignInView = ({ snapshot: { value, context, error }, send, t }) =>
  doneView({
    ...{ error, t, step: value },
    text: t(context.isPasswordChanged ? 'signIn.done.passwordChanged' : 'account.done.text'),
    onRetry: () => send({ type: 'RETRY' }),
  })

/** What was begun elsewhere is being taken over, or reset. */
const working: SignInView = ({ snapshot: { value, error }, send, t }) =>
  workingView({
    ...{ error, t, step: value, title: t('signIn.start.title') },
    onRetry: () => send({ type: 'RETRY' }),
    onBack: () => send({ type: 'BACK' }),
  })

/** One view for each state of the flow. `sign_up` is drawn by the flow that takes over; until it is there, this waits. */
export const signInViews: Record<SignInState, SignInView> = {
  start: startView,
  wallet,
  returned: working,
  resume: working,
  ticket: working,
  password: passwordView,
  alternatives: alternativesView,
  forgot: forgotView,
  email_code: emailCodeView,
  email_link: emailLinkView,
  reset_code: resetCodeView,
  new_password: newPasswordView,
  totp: secondFactor('totp'),
  backup_code: secondFactor('backup_code'),
  unavailable: unavailableView,
  trouble: troubleView,
  locked: lockedView,
  choose: chooseView,
  already_signed_in: alreadySignedIn,
  link_elsewhere: linkResult('link_elsewhere'),
  link_expired: linkResult('link_expired'),
  link_failed: linkResult('link_failed'),
  link_mismatch: linkResult('link_mismatch'),
  sign_up: startView,
  done,
}
