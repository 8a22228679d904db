import { type Failure, type OrganizationRole, type RefusedAddresses, refusedIn } from '@keywright/js/flows'
import type { ComponentChildren } from 'preact'
import type { MessageKey, Translate } from '../../localization/translate.ts'
import { Form } from '../../primitives/form.tsx'
import { SelectField } from '../../primitives/select.tsx'
import { TextArea } from '../../primitives/text-area.tsx'
import { readFaults } from '../read-faults.ts'

/** Refusals that name the addresses they are about. */
const named: Record<string, MessageKey> = {
  form_param_format_invalid: 'organization.invite.wrong',
  already_a_member_in_organization: 'organization.invite.member',
  organization_invitation_not_unique: 'organization.invite.pending',
  duplicate_record: 'organization.invite.pending',
}

/** Who was not invited, and why, a line for each; `undefined` where that is nobody. */
export function refusedText(refused: readonly RefusedAddresses[], t: Translate): string | undefined {
  const lines = refused.flatMap(({ code, addresses }) => {
    const key = named[code]
    return key ? addresses.map((address) => t(key, { addresses: address })) : []
  })
  return lines.length > 0 ? lines.join('\n') : undefined
}

/** What is wrong with the addresses, and what is wrong besides. */
export function inviteFaults(failure: Failure | undefined, t: Translate) {
  const field = refusedText(refusedIn(failure), t)
  if (field) return { field, alert: undefined, canRetry: false }
  const faults = readFaults(failure, t, ['email_address'])
  return { field: faults.at('email_address'), alert: faults.alert, canRetry: faults.canRetry }
}

/** Who is asked into an organization, and as what. `children`: the buttons below. */
export function InviteForm(props: {
  roles: readonly OrganizationRole[]
  defaultRole: string
  error: string | undefined
  onInvite: (values: { addresses: string; role: string }) => void
  children: ComponentChildren
  t: Translate
}) {
  const { roles, defaultRole, error, onInvite, children, t } = props
  const usual = roles.find(({ key }) => key === defaultRole) ?? roles.at(-1)
  return (
    <Form
      onSubmit={({ email_address: addresses = '', role = usual?.key ?? defaultRole }) =>
        onInvite({ addresses, role })
      }
    >
      <TextArea
        name="email_address"
        label={t('organization.invite.addresses')}
        hint={t('organization.invite.hint')}
        rows={3}
        inputMode="email"
        error={error}
      />
      {roles.length > 1 && (
        <SelectField
          name="role"
          label={t('organization.invite.role')}
          options={roles.map(({ key, name }) => ({ value: key, text: name }))}
          value={usual?.key}
        />
      )}
      {children}
    </Form>
  )
}
