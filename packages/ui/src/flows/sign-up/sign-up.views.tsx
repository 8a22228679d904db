import type { SignUpState } from '@keywright/js/flows'
import { doneView } from '../shared/done.view.tsx'
import { type LinkResult, linkResultView } from '../shared/link-result.view.tsx'
import { signedInView } from '../shared/signed-in.view.tsx'
import { walletView } from '../shared/wallet.view.tsx'
import { accountExistsView, restrictedView } from './closed.views.tsx'
import { missingView } from './missing.view.tsx'
import type { SignUpView } from './sign-up.view.ts'
import { startView } from './start.view.tsx'
import { transferView } from './transfer.view.tsx'
import { verifyCodeView, verifyLinkView } from './verify.views.tsx'

const linkResult =
  (result: LinkResult): SignUpView =>
  ({ snapshot: { context, error, pending }, send, t }) =>
    linkResultView({
      ...{ result, error, pending, t },
      onResend: result === 'link_expired' && context.signUp ? () => send({ type: 'RESEND' }) : undefined,
      onBack: result === 'link_elsewhere' ? undefined : () => send({ type: 'BACK' }),
    })

const alreadySignedIn: SignUpView = ({ snapshot: { context, error, pending }, send, t }) =>
  signedInView({
    ...{ error, pending, t },
    account: context.accounts[0],
    sessionId: context.sessionId ?? context.accounts[0]?.sessionId ?? '',
    onContinue: (sessionId) => send({ type: 'CHOOSE', sessionId }),
    onSignOut: () => send({ type: 'SIGN_OUT' }),
  })

const wallet: SignUpView = ({ snapshot: { context, error, pending }, send, t }) =>
  walletView({
    ...{ context, error, pending, t },
    onChoose: (id) => send({ type: 'CHOOSE_WALLET', id }),
    onBack: () => send({ type: 'BACK' }),
  })

const done: SignUpView = ({ snapshot: { value, error }, send, t }) =>
  doneView({
    ...{ error, t, step: value },
    text: t('account.done.text'),
    onRetry: () => send({ type: 'RETRY' }),
  })

/** One view for each state of the flow. `sign_in` is drawn by the flow that takes over. */
export const signUpViews: Record<SignUpState, SignUpView> = {
  transfer: transferView,
  returned: transferView,
  resume: transferView,
  ticket: transferView,
  start: startView,
  wallet,
  missing: missingView,
  verify_code: verifyCodeView,
  verify_link: verifyLinkView,
  account_exists: accountExistsView,
  restricted: restrictedView,
  already_signed_in: alreadySignedIn,
  link_elsewhere: linkResult('link_elsewhere'),
  link_expired: linkResult('link_expired'),
  link_failed: linkResult('link_failed'),
  link_mismatch: linkResult('link_mismatch'),
  sign_in: accountExistsView,
  done,
}
