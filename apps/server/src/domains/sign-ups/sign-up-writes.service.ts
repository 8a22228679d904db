import type { ClientId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db, Tx } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { type Throttle, takeGuess } from '../../platform/throttle.ts'
import type { ClientsService, FrontendScope } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import type { BeginInput } from '../oauth-attempts/index.ts'
import type { InvitationAcceptance } from '../organization-invitations/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import { isProviderStrategy, type SignInsService } from '../sign-ins/index.ts'
import type { VerificationsService } from '../verifications/index.ts'
import { isWeb3Strategy, normalizeWeb3Wallet } from '../web3-wallets/index.ts'
import { emptySignUpData, type SignUp } from './sign-up.entity.ts'
import { abandonAfterMilliseconds, requireOpenSignUp, type SignUpInput, statusAt } from './sign-up.policy.ts'
import type { SignUpChange, SignUpInputs } from './sign-up-input.service.ts'
import type { PlannedProof, SignUpProviders } from './sign-up-providers.service.ts'
import type { SignUpSteps } from './sign-up-steps.service.ts'
import type { SignUpVerifications } from './sign-up-verifications.service.ts'
import * as repository from './sign-ups.repository.ts'

export interface SignUpWritesDeps {
  db: Db
  clock: Clock
  throttle: Throttle
  clients: ClientsService
  sessions: SessionsService
  verifications: VerificationsService
  signIns: Pick<SignInsService, 'findTransferable' | 'abandonIn'>
  invitations: Pick<InvitationAcceptance, 'inspectTicket'>
  inputs: SignUpInputs
  steps: SignUpSteps
  proofs: SignUpVerifications
  providers: SignUpProviders
}

/** What a browser may send with a new or a changed attempt. */
export interface WriteSignUpInput extends SignUpInput, BeginInput {
  /** Starts proving the address, or the way to a provider, in the same call. */
  strategy?: string | undefined
}

export interface CreateSignUpInput extends WriteSignUpInput {
  transfer?: boolean | undefined
  ticket?: string | undefined
  /** What a provider’s script gave the page: an ID token. */
  token?: string | undefined
}

type Transferable = NonNullable<Awaited<ReturnType<SignInsService['findTransferable']>>>

/** What a browser gives: the first time, and until nothing is missing. */
export function createSignUpWrites(deps: SignUpWritesDeps) {
  const { db, clock, throttle, clients, sessions, verifications, signIns, inputs, steps, proofs, providers } =
    deps

  async function throttleBy(
    scope: FrontendScope,
    name: 'sign_up_create' | 'sign_up_attempt',
    who: string | null | undefined,
  ) {
    await takeGuess(throttle, scope, name, who, scope.instance.settings.rate_limits[name])
  }

  /** A signed-in browser has no use for another account where each browser has one. */
  async function requireSignedOut(scope: FrontendScope): Promise<void> {
    if (!scope.client || !scope.instance.settings.sessions.single_session_mode) return
    const [present] = await sessions.listSignedInOfClient(scope, scope.client.id)
    if (present) throw new DomainError('session_exists', { meta: { session_id: present.id } })
  }

  /** What a stranger has just proven while trying to sign in, and only that: an address or a wallet. */
  async function readTransfer(scope: FrontendScope) {
    const client = scope.client && (await clients.find(scope, scope.client.id))
    const found = client && (await signIns.findTransferable(scope, client.signInId))
    if (!found) throw new DomainError('account_transfer_invalid')
    const { signIn, verification } = found
    if (isProviderStrategy(verification.strategy)) {
      const { identity, change } = await providers.readTransfer(scope, verification)
      return { change, identity, signIn, verificationId: verification.id }
    }
    if (verification.target === null) throw new DomainError('account_transfer_invalid')
    if (isWeb3Strategy(verification.strategy)) return await readWalletTransfer(scope, found)
    const { emailAddress, ...rest } = await inputs.read(scope, { emailAddress: found.verification.target })
    if (rest.emailAddressTaken || !emailAddress) throw new DomainError('account_transfer_invalid')
    const { id, verifiedAt, strategy } = found.verification
    const change = {
      emailAddress,
      emailVerificationId: id,
      emailVerifiedAt: verifiedAt,
      emailVerifiedBy: strategy,
    }
    return { change, identity: undefined, signIn, verificationId: id }
  }

  async function readWalletTransfer(scope: FrontendScope, found: Transferable) {
    const { id, target, verifiedAt, strategy } = found.verification
    const { web3Wallet = null } = await inputs.read(scope, { web3Wallet: target })
    const proof = { web3VerificationId: id, web3VerifiedAt: verifiedAt, web3VerifiedBy: strategy }
    return { change: { web3Wallet, ...proof }, identity: undefined, signIn: found.signIn, verificationId: id }
  }

  /** Whoever holds the ticket of an invitation has read the mail to the address: it is proven. */
  async function readTicket(scope: FrontendScope, ticket: string | undefined): Promise<SignUpChange> {
    if (ticket === undefined) throw new DomainError('form_param_missing', { param: 'ticket' })
    const { invitation, user } = await deps.invitations.inspectTicket(scope, ticket)
    const taken = () =>
      new DomainError('organization_invitation_identification_already_exists', { param: 'ticket' })
    if (user) throw taken()
    const { emailAddress, ...rest } = await inputs.read(scope, { emailAddress: invitation.emailAddress })
    if (rest.emailAddressTaken || !emailAddress) throw taken()
    return {
      ...{ emailAddress, emailVerifiedAt: clock.now(), emailVerifiedBy: 'ticket' },
      organizationInvitationId: invitation.id,
    }
  }

  async function recordTicketIn(
    tx: Tx,
    scope: Scope,
    { id: ownerId, clientId }: SignUp,
    change: SignUpChange,
  ): Promise<SignUpChange> {
    const proof = { strategy: 'ticket', purpose: 'sign_up', ownerId, clientId } as const
    const { id: emailVerificationId } = await verifications.recordVerifiedIn(tx, scope, proof)
    return { ...change, emailVerificationId }
  }

  /** Of two sign-ups begun at once with one proof, the second finds it gone. */
  async function takeOverIn(
    tx: Tx,
    scope: Scope,
    transfer: { signIn: { id: string }; verificationId: string },
  ): Promise<void> {
    const isTheirs = await verifications.settleTransferIn(tx, scope, transfer.verificationId)
    if (!isTheirs) throw new DomainError('account_transfer_invalid')
    await signIns.abandonIn(tx, scope, transfer.signIn.id)
  }

  async function requireProofInput(
    scope: FrontendScope,
    { strategy, redirectUrl }: WriteSignUpInput,
  ): Promise<void> {
    if (strategy !== undefined) await proofs.requireInput(scope, { strategy, redirectUrl })
  }

  /** What a strategy needs before anything is written: a provider that is there, or an address to be led back to. */
  async function planProof(scope: FrontendScope, input: CreateSignUpInput): Promise<PlannedProof> {
    const { strategy } = input
    if (strategy === undefined || !isProviderStrategy(strategy)) {
      await requireProofInput(scope, input)
      return {}
    }
    return await providers.plan(scope, strategy, input)
  }

  function newSignUp(clientId: ClientId): SignUp {
    const now = clock.now()
    return {
      ...emptySignUpData,
      id: newId('signUp'),
      clientId,
      status: 'missing_requirements',
      createdSessionId: null,
      createdUserId: null,
      abandonAt: new Date(now.getTime() + abandonAfterMilliseconds),
      createdAt: now,
    }
  }

  /** Writes what was given; when an address is still to be proven and a strategy was named, proving begins at once. */
  async function writeIn(
    tx: Tx,
    scope: FrontendScope,
    before: SignUp,
    change: SignUpChange,
    input: WriteSignUpInput,
    planned: PlannedProof,
  ) {
    if (planned.attempt) return await providers.beginIn(tx, scope, before, change, planned.attempt)
    const after = await steps.changeIn(tx, scope, before, change)
    const isProven = isWeb3Strategy(input.strategy ?? '') ? after.web3VerifiedAt : after.emailVerifiedAt
    if (input.strategy === undefined || after.status !== 'missing_requirements' || isProven) return after
    return await proofs.prepareIn(tx, scope, after, {
      strategy: input.strategy,
      redirectUrl: input.redirectUrl,
    })
  }

  async function create(scope: FrontendScope, given: CreateSignUpInput): Promise<SignUp> {
    await throttleBy(scope, 'sign_up_create', given.emailAddress ?? given.username ?? given.web3Wallet)
    const isByTicket = given.ticket !== undefined || given.strategy === 'ticket'
    const invited = isByTicket ? await readTicket(scope, given.ticket) : undefined
    return await begin(
      scope,
      given.strategy === 'ticket' ? { ...given, strategy: undefined } : given,
      invited,
    )
  }

  async function begin(
    scope: FrontendScope,
    input: CreateSignUpInput,
    invited: SignUpChange | undefined,
  ): Promise<SignUp> {
    requireOpenSignUp(scope.instance.settings, invited)
    await requireSignedOut(scope)
    const planned = await planProof(scope, input)
    const transfer = input.transfer && !invited ? await readTransfer(scope) : undefined
    const taken = invited ?? transfer?.change
    const given = await inputs.read(scope, taken ? without(input, taken) : input)
    const { id: clientId } = await scope.ensureClient()
    const signUp = newSignUp(clientId)
    return await db.transaction().execute(async (tx) => {
      await repository.abandonSignUpsOfClient(tx, scope.instance.id, clientId, clock.now())
      const isInserted = await repository.insertSignUp(tx, scope.instance.id, signUp)
      if (!isInserted) throw new DomainError('client_state_invalid')
      const held = { tokenGeneration: scope.client?.tokenGeneration }
      await clients.changeIn(tx, scope, clientId, { signUpId: signUp.id }, held)
      if (transfer) await takeOverIn(tx, scope, transfer)
      const handedOver = await providers.handOverIn(tx, scope, signUp, planned)
      if (handedOver) return handedOver
      const known = invited
        ? await recordTicketIn(tx, scope, signUp, invited)
        : (transfer?.change ?? (await providers.takeTokenIn(tx, scope, signUp, planned)))
      return await writeIn(tx, scope, signUp, { ...known, ...given }, plainInput(input, planned), planned)
    })
  }

  async function update(scope: FrontendScope, before: SignUp, input: WriteSignUpInput): Promise<SignUp> {
    await throttleBy(scope, 'sign_up_create', input.emailAddress ?? before.emailAddress ?? before.username)
    if (statusAt(before, clock.now()) !== 'missing_requirements')
      throw new DomainError('client_state_invalid')
    const planned = await planProof(scope, input)
    const isSameAddress = input.emailAddress?.trim().toLowerCase() === before.emailAddress
    // The same address again is no change, and what was proven of it stays proven.
    const isSameWallet =
      input.web3Wallet != null && normalizeWeb3Wallet(input.web3Wallet) === before.web3Wallet
    const given = await inputs.read(scope, {
      ...input,
      ...(isSameAddress && { emailAddress: undefined }),
      ...(isSameWallet && { web3Wallet: undefined }),
    })
    return await db.transaction().execute(async (tx) => {
      const signUp = await steps.lockIn(tx, scope, before.id)
      // An invitation opens the door for one address only.
      if (given.organizationInvitationId === null) requireOpenSignUp(scope.instance.settings)
      return await writeIn(tx, scope, signUp, given, input, planned)
    })
  }

  return { throttleBy, create, update }
}

/** A token has been used for what it says; nothing is left to be sent. */
function plainInput(input: CreateSignUpInput, { identity }: PlannedProof): CreateSignUpInput {
  return identity ? { ...input, strategy: undefined } : input
}

/** What is taken over cannot be given otherwise in the same call. */
function without(input: CreateSignUpInput, taken: SignUpChange): CreateSignUpInput {
  return {
    ...input,
    ...(taken.emailAddress !== undefined && { emailAddress: undefined }),
    ...(taken.web3Wallet !== undefined && { web3Wallet: undefined }),
  }
}
