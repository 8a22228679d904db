import type {
  MembersContext,
  MembersEvent,
  MembersState,
  OrganizationMembership,
  OrganizationRole,
} from '@keywright/js/flows'
import { useState } from 'preact/hooks'
import { rich } from '../../localization/rich.ts'
import { Checkbox } from '../../primitives/checkbox.tsx'
import { Form } from '../../primitives/form.tsx'
import { SelectField, type SelectOption } from '../../primitives/select.tsx'
import { StrongAddress } from '../shared/strong-address.tsx'
import { PanelActions } from '../user-profile/section.tsx'
import type { OrganizationSection } from './organization-facts.ts'

type Props = Parameters<OrganizationSection<MembersState, MembersContext, MembersEvent>>[0]

/** What a member can be. A role that nobody can be given any more is still one they have. */
export function rolesToGive(
  { role, role_name: roleName, roles: own }: OrganizationMembership,
  known: readonly OrganizationRole[],
): SelectOption[] {
  const options = known.map(({ key, name }) => ({ value: key, text: name }))
  const others = own.filter((key) => !known.some((one) => one.key === key))
  return [...options, ...others.map((key) => ({ value: key, text: key === role ? roleName : key }))]
}

/** What a member is, in order; whoever does not know the roles is told how many there are besides the first. */
export function rolesText(member: OrganizationMembership, known: readonly OrganizationRole[]): string {
  const { roles, role_name: role } = member
  if (roles.length < 2) return role
  if (known.length === 0) return `${role} +${roles.length - 1}`
  const options = rolesToGive(member, known)
  return roles.map((key) => options.find(({ value }) => value === key)?.text).join(', ')
}

/** The role of a member that everybody knows them by, and what they are besides. */
export function RolesForm({ snapshot: { context, pending }, send, t }: Props) {
  const { chosen, members, roles } = context
  const member = members.items.find(({ id }) => id === chosen?.id)
  const [first, setFirst] = useState(member?.role)
  if (!member) return null
  const options = rolesToGive(member, roles)
  const others = options.filter(({ value }) => value !== first)
  const submit = (values: Record<string, string>) => {
    const further = others.filter(({ value }) => values[`also ${value}`] === 'true')
    send({ type: 'SUBMIT_ROLES', roles: [first ?? member.role, ...further.map(({ value }) => value)] })
  }
  return (
    <Form onSubmit={submit}>
      <p class="kw-panel-text">
        {rich(t, 'members.roles.text', {
          name: <StrongAddress key="name">{chosen?.name ?? ''}</StrongAddress>,
        })}
      </p>
      <SelectField
        name="first-role"
        label={t('members.roles.first')}
        options={options}
        value={first}
        onChange={setFirst}
      />
      <fieldset class="kw-radios">
        <legend>{t('members.roles.also')}</legend>
        {others.map(({ value, text }) => (
          <Checkbox key={value} name={`also ${value}`} isChecked={member.roles.includes(value)}>
            {text}
          </Checkbox>
        ))}
      </fieldset>
      <PanelActions
        submit={t('profile.save')}
        isBusy={pending === 'SUBMIT_ROLES'}
        onCancel={() => send({ type: 'CANCEL' })}
      />
    </Form>
  )
}
