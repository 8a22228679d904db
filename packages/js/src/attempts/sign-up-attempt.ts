/** Signing up by methods that never throw for what the server says: each gives `{ error }`. */
import type {
  SignUpCreateParams,
  SignUpFields,
  SignUpResource,
  SignUpUpdateParams,
} from '../resources/sign-up.ts'
import type { SignUpWithWeb3Params } from '../web3/web3-verbs.ts'
import type { AttemptRunner, StepResult } from './attempt-state.ts'
import type { FinalizeParams } from './finalize.ts'
import { goBy, type SsoParams } from './go-by.ts'
import type { HeldAttempt } from './hold-complete.ts'
import { fieldsOf } from './sign-in-attempt.ts'

export interface SignUpAttempt extends SignUpFields {
  create(params: SignUpCreateParams): Promise<StepResult>
  update(params: SignUpUpdateParams): Promise<StepResult>
  password(params: SignUpUpdateParams & { password: string }): Promise<StepResult>
  /** Asks a wallet of this page for its address and a signature. */
  web3(params: SignUpWithWeb3Params): Promise<StepResult>
  ticket(params: SignUpCreateParams & { ticket: string }): Promise<StepResult>
  /** Leaves for a provider, or sends a window there that the page has opened. */
  sso(params: SsoParams & SignUpUpdateParams): Promise<StepResult>
  verifications: SignUpFields['verifications'] & {
    sendEmailCode(): Promise<StepResult>
    verifyEmailCode(params: { code: string }): Promise<StepResult>
    sendEmailLink(params: { verificationUrl: string }): Promise<StepResult>
    /** Resolves once the link was opened or can no longer be. */
    waitForEmailLinkVerification(): Promise<StepResult>
  }
  /** Makes the session the active one. */
  finalize(params?: FinalizeParams): Promise<StepResult>
  /** Forgets what was wrong, and the attempt. */
  reset(): Promise<StepResult>
}

export interface SignUpAttemptDeps {
  held: HeldAttempt<SignUpResource>
  runner: AttemptRunner
  wait(): Promise<void>
  finalize(sessionId: string | null, params: FinalizeParams): Promise<unknown>
}

export function toSignUpAttempt({ held, runner, wait, finalize }: SignUpAttemptDeps): SignUpAttempt {
  const step = (run: (signUp: SignUpResource) => Promise<unknown>) => runner.run(() => held.use(run))
  /** Goes on with the attempt under way, or begins one. */
  const give = (params: SignUpUpdateParams) =>
    step((signUp) =>
      signUp.status === 'missing_requirements' ? signUp.update(params) : signUp.create(params),
    )

  return {
    ...fieldsOf(held.get()),
    create: (params) => step((signUp) => signUp.create(params)),
    update: (params) => step((signUp) => signUp.update(params)),
    password: give,
    web3: (params) => step((signUp) => signUp.authenticateWithWeb3(params)),
    sso: (params) => step((signUp) => goBy(signUp, params)),
    ticket: (params) => step((signUp) => signUp.create({ strategy: 'ticket', ...params })),
    verifications: {
      ...(held.get().verifications ?? emptyVerifications),
      sendEmailCode: () => step((signUp) => signUp.prepareVerification({ strategy: 'email_code' })),
      verifyEmailCode: ({ code }) =>
        step((signUp) => signUp.attemptVerification({ strategy: 'email_code', code })),
      sendEmailLink: ({ verificationUrl }) =>
        step((signUp) =>
          signUp.prepareVerification({ strategy: 'email_link', redirectUrl: verificationUrl }),
        ),
      waitForEmailLinkVerification: () =>
        step(async (signUp) => {
          while ((await signUp.reload()).verifications?.emailAddress?.status === 'unverified') await wait()
        }),
    },
    finalize: (params = {}) =>
      runner.run(async () => {
        await finalize(held.get().createdSessionId, params)
        held.release()
      }),
    reset: () => step((signUp) => signUp.create({})),
  }
}

const emptyVerifications = { emailAddress: null, phoneNumber: null, web3Wallet: null, externalAccount: null }
