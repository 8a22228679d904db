/** Signing in by methods that never throw for what the server says: each gives `{ error }`. */
import type { SignInCreateParams, SignInFields, SignInResource } from '../resources/sign-in.ts'
import type { AuthenticateWithWeb3Params } from '../web3/web3-verbs.ts'
import type { AttemptRunner, StepResult } from './attempt-state.ts'
import type { FinalizeParams } from './finalize.ts'
import { goBy, type SsoParams } from './go-by.ts'
import type { HeldAttempt } from './hold-complete.ts'

interface Address {
  /** Absent: the first one that can be used. */
  emailAddressId?: string
}

export interface SignInAttempt extends SignInFields {
  /** The sign-in proves who somebody is, but there is no account yet: go on with a sign-up by `transfer`. */
  isTransferable: boolean
  create(params: SignInCreateParams): Promise<StepResult>
  /** Also begins the attempt when an identifier is given. */
  password(params: { identifier?: string; emailAddress?: string; password: string }): Promise<StepResult>
  ticket(params: { ticket: string }): Promise<StepResult>
  /** Asks a wallet of this page for its address and a signature. */
  web3(params: AuthenticateWithWeb3Params): Promise<StepResult>
  /** Leaves for a provider, or sends a window there that the page has opened. */
  sso(params: SsoParams): Promise<StepResult>
  emailCode: {
    sendCode(params?: Address & { emailAddress?: string }): Promise<StepResult>
    verifyCode(params: { code: string }): Promise<StepResult>
  }
  emailLink: {
    sendLink(params: Address & { emailAddress?: string; verificationUrl: string }): Promise<StepResult>
    /** Resolves once the link was opened or can no longer be. */
    waitForVerification(): Promise<StepResult>
  }
  resetPasswordEmailCode: {
    sendCode(params?: Address): Promise<StepResult>
    verifyCode(params: { code: string }): Promise<StepResult>
    submitPassword(params: { password: string; signOutOfOtherSessions?: boolean }): Promise<StepResult>
  }
  /** Makes the session the active one. */
  finalize(params?: FinalizeParams): Promise<StepResult>
  /** Forgets what was wrong, and the attempt. */
  reset(): Promise<StepResult>
}

export interface SignInAttemptDeps {
  held: HeldAttempt<SignInResource>
  runner: AttemptRunner
  wait(): Promise<void>
  finalize(sessionId: string | null, params: FinalizeParams): Promise<unknown>
}

export function toSignInAttempt({ held, runner, wait, finalize }: SignInAttemptDeps): SignInAttempt {
  const step = (run: (signIn: SignInResource) => Promise<unknown>) => runner.run(() => held.use(run))

  async function sendTo(strategy: string, { emailAddressId, ...rest }: Address & { redirectUrl?: string }) {
    const id = emailAddressId ?? factorFor(held.get(), strategy)
    return await held.get().prepareFirstFactor({
      strategy,
      ...rest,
      ...(id === undefined ? {} : { emailAddressId: id }),
    })
  }

  /** Begins with the address, if one is given. */
  const beginWith = async (identifier: string | undefined) =>
    identifier === undefined ? undefined : await held.get().create({ identifier })

  return {
    ...fieldsOf(held.get()),
    isTransferable: held.get().firstFactorVerification?.status === 'transferable',
    create: (params) => step((signIn) => signIn.create(params)),
    web3: (params) => step((signIn) => signIn.authenticateWithWeb3(params)),
    ticket: ({ ticket }) => step((signIn) => signIn.create({ strategy: 'ticket', ticket })),
    sso: (params) => step((signIn) => goBy(signIn, params)),
    password: ({ identifier, emailAddress, password }) =>
      step(async (signIn) => {
        const named = identifier ?? emailAddress
        if (named === undefined) return await signIn.attemptFirstFactor({ strategy: 'password', password })
        return await signIn.create({ identifier: named, password, strategy: 'password' })
      }),
    emailCode: {
      sendCode: ({ emailAddress, ...address } = {}) =>
        step(async () => {
          await beginWith(emailAddress)
          await sendTo('email_code', address)
        }),
      verifyCode: ({ code }) => step((signIn) => signIn.attemptFirstFactor({ strategy: 'email_code', code })),
    },
    emailLink: {
      sendLink: ({ emailAddress, verificationUrl, ...address }) =>
        step(async () => {
          await beginWith(emailAddress)
          await sendTo('email_link', { ...address, redirectUrl: verificationUrl })
        }),
      waitForVerification: () =>
        step(async (signIn) => {
          while ((await signIn.reload()).firstFactorVerification?.status === 'unverified') await wait()
        }),
    },
    resetPasswordEmailCode: {
      sendCode: (address = {}) => step(() => sendTo('reset_password_email_code', address)),
      verifyCode: ({ code }) =>
        step((signIn) => signIn.attemptFirstFactor({ strategy: 'reset_password_email_code', code })),
      submitPassword: (params) => step((signIn) => signIn.resetPassword(params)),
    },
    finalize: (params = {}) =>
      runner.run(async () => {
        await finalize(held.get().createdSessionId, params)
        held.release()
      }),
    // An attempt without anything takes the place of the one under way (wire contract 6.5).
    reset: () => step((signIn) => signIn.create({})),
  }
}

function factorFor({ supportedFirstFactors }: SignInFields, strategy: string): string | undefined {
  const factors = supportedFirstFactors?.filter((factor) => factor.strategy === strategy) ?? []
  return (factors.find(({ primary }) => primary) ?? factors[0])?.emailAddressId
}

/** The data of a resource without its methods. */
export function fieldsOf<Resource extends object>(resource: Resource): Resource {
  const fields = Object.entries(resource).filter(([, value]) => typeof value !== 'function')
  return Object.fromEntries(fields) as Resource
}
