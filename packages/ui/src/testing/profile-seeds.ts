/** Every state of every section of the profile, and of the proof in between. */
import {
  type AccountsContext,
  type AccountsState,
  type DeletionContext,
  type DeletionPreview,
  type DeviceSession,
  type DevicesContext,
  type DevicesState,
  type EmailsContext,
  type EmailsState,
  failureOf,
  noSecondFactors,
  type PictureContext,
  type PictureState,
  type ReverificationContext,
  type ReverificationState,
  type SecondFactorsContext,
  type SecondFactorsState,
  type SectionContext,
  type SectionState,
  type WalletsContext,
  type WalletsState,
} from '@keywright/js/flows'
import { factors } from './resources.ts'
import { failedAt, type Seed } from './seeds.ts'

type Seeds<State extends string, Context> = Record<State, readonly [Seed<Context>, ...Seed<Context>[]]>

const fresh: SectionContext = { isSaved: false }
const saved: SectionContext = { isSaved: true }

export const nameSeeds: Seeds<SectionState, SectionContext> = {
  closed: [
    { name: 'usual', context: fresh },
    { name: 'saved', context: saved },
  ],
  open: [
    { name: 'usual', context: fresh },
    { name: 'busy', context: fresh, pending: 'SUBMIT' },
    { name: 'offline', context: fresh, error: failureOf('network_error') },
  ],
}

export const usernameSeeds: Seeds<SectionState, SectionContext> = {
  closed: [{ name: 'usual', context: fresh }],
  open: [{ name: 'taken', context: fresh, error: failedAt('username', 'form_identifier_exists') }],
}

export const passwordSeeds: Seeds<SectionState, SectionContext> = {
  closed: [
    { name: 'usual', context: fresh },
    { name: 'saved', context: saved },
  ],
  open: [
    { name: 'empty', context: fresh },
    { name: 'wrong', context: fresh, error: failedAt('current_password', 'form_password_validation_failed') },
    { name: 'leaked', context: fresh, error: failedAt('new_password', 'form_password_pwned') },
  ],
}

const part = (name: string, fate: DeletionPreview['organizations'][number]['fate']) => ({
  public_organization_data: { id: name, name, slug: null, image_url: '', has_image: false },
  ...{ members_count: 4, fate },
  successor:
    fate === 'handed_over'
      ? {
          ...{
            user_id: 'user_2',
            first_name: 'Charles',
            last_name: 'Babbage',
            image_url: '',
            has_image: false,
          },
          ...{ profile_image_url: '', identifier: 'charles@example.com', username: null },
        }
      : null,
})

const deletionOf = (change: Partial<DeletionPreview> = {}): DeletionPreview => ({
  ...{ object: 'deletion_preview', user_id: 'user_1', deletable: true, organizations: [] },
  ...{ revoked_invitations_count: 0, withdrawn_requests_count: 0, withdrawn_suggestions_count: 0 },
  ...change,
})

/** An account that much depends on. */
export const heavyDeletion = deletionOf({
  organizations: [part('Mill', 'handed_over'), part('Forge', 'deleted'), part('Analytical Engines', 'left')],
  ...{ revoked_invitations_count: 3, withdrawn_requests_count: 1 },
})
export const refusedDeletion = deletionOf({
  deletable: false,
  organizations: [part('Mill', 'refused'), part('Analytical Engines', 'left')],
})

export const deleteSeeds: Seeds<SectionState, DeletionContext> = {
  closed: [{ name: 'usual', context: { preview: undefined } }],
  open: [
    { name: 'empty', context: { preview: deletionOf() } },
    { name: 'heavy', context: { preview: heavyDeletion } },
    { name: 'refused', context: { preview: refusedDeletion } },
    {
      name: 'mistyped',
      context: { preview: deletionOf() },
      error: failedAt('confirmation', 'form_param_value_invalid'),
    },
  ],
}

/** A picture of one colour. */
const picture = () => {
  const canvas = document.createElement('canvas')
  canvas.width = 8
  canvas.height = 8
  const brush = canvas.getContext('2d')
  if (brush) brush.fillStyle = '#c46a3d'
  brush?.fillRect(0, 0, 8, 8)
  const bytes = Uint8Array.from(atob(canvas.toDataURL().split(',')[1] ?? ''), (sign) => sign.charCodeAt(0))
  return new Blob([bytes], { type: 'image/png' })
}
const none: PictureContext = { file: null }

export const pictureSeeds: Seeds<PictureState, PictureContext> = {
  shown: [
    { name: 'initials', context: none },
    { name: 'wrong', context: none, error: failureOf('image_type_not_supported') },
  ],
  chosen: [
    {
      name: 'preview',
      get context() {
        return { file: picture() }
      },
    },
  ],
}

const emails: EmailsContext = {
  ...{ verifyWith: ['email_code', 'email_link'], id: null, address: '', resendAt: null, notice: null },
}
const chosen: EmailsContext = { ...emails, id: 'idn_3', address: 'ada@analytical.example' }

export const emailsSeeds: Seeds<EmailsState, EmailsContext> = {
  list: [
    { name: 'usual', context: emails },
    { name: 'verified', context: { ...emails, notice: 'verified' } },
    {
      name: 'last',
      context: emails,
      error: failureOf('last_required_identification_deletion_failed'),
    },
  ],
  add: [
    { name: 'empty', context: emails },
    { name: 'taken', context: chosen, error: failedAt('email_address', 'form_identifier_exists') },
  ],
  code: [
    { name: 'empty', context: chosen },
    { name: 'wrong', context: chosen, error: failedAt('code', 'form_code_incorrect') },
    { name: 'resent', context: { ...chosen, notice: 'code_sent' } },
  ],
  link: [{ name: 'waiting', context: chosen }],
  remove: [{ name: 'usual', context: chosen }],
}

const elsewhere: AccountsContext = { id: null, chosen: null, notice: null }

export const accountsSeeds: Seeds<AccountsState, AccountsContext> = {
  list: [
    { name: 'usual', context: elsewhere },
    { name: 'removed', context: { ...elsewhere, notice: 'removed' } },
    { name: 'reconnecting', context: { ...elsewhere, id: 'eac_2' }, pending: 'RECONNECT' },
  ],
  add: [
    { name: 'usual', context: elsewhere },
    { name: 'leaving', context: { ...elsewhere, chosen: 'oauth_slack' }, pending: 'CONNECT' },
    { name: 'offline', context: elsewhere, error: failureOf('network_error') },
    { name: 'blocked', context: elsewhere, error: failureOf('popup_blocked') },
  ],
  remove: [
    { name: 'usual', context: { ...elsewhere, id: 'eac_1' } },
    {
      name: 'last',
      context: { ...elsewhere, id: 'eac_1' },
      error: failureOf('identification_deletion_failed'),
    },
  ],
}

const device = (
  id: string,
  activity: Partial<DeviceSession['latest_activity']>,
  at: number,
): DeviceSession => ({
  ...{ object: 'session', id, status: 'active', actor: null, tasks: null, expire_at: 9e12, abandon_at: 9e12 },
  last_active_at: at,
  latest_activity: { object: 'session_activity', id: `act_${id}`, is_mobile: false, ...activity },
})
const hoursAgo = (hours: number) => Date.now() - hours * 3_600_000
const devices: DevicesContext = {
  id: null,
  sessions: [
    device(
      'sess_1',
      {
        ...{ browser_name: 'Chrome', browser_version: '156.0', device_type: 'Macintosh' },
        ...{ city: 'Berlin', country: 'DE', ip_address: '192.0.2.7' },
      },
      hoursAgo(0),
    ),
    device(
      'sess_2',
      {
        ...{ browser_name: 'Safari', browser_version: '19.1', device_type: 'iPhone', is_mobile: true },
        ip_address: '2001:db8::8a2e:370:7334',
      },
      hoursAgo(3),
    ),
    device('sess_3', {}, hoursAgo(24 * 9)),
  ],
}

export const devicesSeeds: Seeds<DevicesState, DevicesContext> = {
  loading: [
    { name: 'waiting', context: { sessions: [], id: null }, pending: 'ENTER' },
    { name: 'offline', context: { sessions: [], id: null }, error: failureOf('network_error') },
  ],
  list: [
    { name: 'usual', context: devices },
    { name: 'revoking', context: { ...devices, id: 'sess_2' }, pending: 'REVOKE' },
  ],
}

const told: SecondFactorsContext = {
  ...noSecondFactors,
  secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  uri: 'otpauth://totp/Acme:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme',
}
const codes = 'ab2cd3ef4g hj5km6np7q rs8tu9vw2x yz3ab4cd5e fg6hj7km8n'.split(' ')
const kept: SecondFactorsContext = {
  ...noSecondFactors,
  codes: [...codes, ...codes.map((code) => `k${code.slice(1)}`)],
}

export const secondFactorsSeeds: Seeds<SecondFactorsState, SecondFactorsContext> = {
  list: [
    { name: 'usual', context: noSecondFactors },
    { name: 'added', context: { ...noSecondFactors, notice: 'added' } },
    { name: 'busy', context: noSecondFactors, pending: 'SET_UP' },
  ],
  scan: [
    { name: 'empty', context: told },
    { name: 'wrong', context: told, error: failedAt('code', 'form_code_incorrect') },
  ],
  codes: [{ name: 'usual', context: kept }],
  renew: [{ name: 'usual', context: noSecondFactors }],
  remove: [{ name: 'usual', context: noSecondFactors }],
}

const proof: ReverificationContext = {
  ...{ level: 'first_factor', sessionId: 'sess_1', identifier: 'ada@example.com' },
  ...{ factor: factors.password, factors: [factors.password, factors.code], hasBackupCode: true },
  ...{ resendAt: null, notice: null },
}
const sent: ReverificationContext = { ...proof, factor: factors.code }

export const reverificationSeeds: Seeds<ReverificationState, ReverificationContext> = {
  starting: [
    { name: 'waiting', context: proof, pending: 'ENTER' },
    { name: 'offline', context: proof, error: failureOf('network_error') },
  ],
  password: [
    { name: 'empty', context: proof },
    { name: 'wrong', context: proof, error: failedAt('password', 'form_password_incorrect') },
    { name: 'expired', context: { ...proof, notice: 'expired' } },
  ],
  email_code: [
    { name: 'empty', context: sent },
    { name: 'wrong', context: sent, error: failedAt('code', 'form_code_incorrect') },
  ],
  totp: [
    { name: 'empty', context: proof },
    { name: 'wrong', context: proof, error: failedAt('code', 'form_code_incorrect') },
    { name: 'without-backup', context: { ...proof, hasBackupCode: false } },
  ],
  backup_code: [{ name: 'empty', context: proof }],
  alternatives: [{ name: 'usual', context: proof }],
  unavailable: [{ name: 'usual', context: proof }],
  done: [{ name: 'usual', context: proof }],
}

const noWallet: WalletsContext = { id: null, chosen: null, wallets: [], notice: null }
const metamask: WalletsContext = { ...noWallet, chosen: 'web3_metamask_signature' }
const inBrowser = [
  { id: '1', name: 'Rabby', icon: undefined },
  { id: '2', name: 'A wallet with quite a long name of its own', icon: undefined },
]

export const walletsSeeds: Seeds<WalletsState, WalletsContext> = {
  list: [
    { name: 'usual', context: noWallet },
    { name: 'added', context: { ...noWallet, notice: 'added' } },
    { name: 'removed', context: { ...noWallet, notice: 'removed' } },
    { name: 'last', context: noWallet, error: failureOf('identification_deletion_failed') },
  ],
  add: [
    { name: 'usual', context: noWallet },
    { name: 'busy', context: metamask, pending: 'CONNECT' },
    { name: 'declined', context: metamask, error: failureOf('web3_request_rejected') },
    { name: 'taken', context: metamask, error: failureOf('form_identifier_exists') },
  ],
  choose: [
    { name: 'several', context: { ...metamask, wallets: inBrowser } },
    { name: 'none', context: metamask },
  ],
  remove: [{ name: 'usual', context: { ...noWallet, id: 'idn_8' } }],
}
