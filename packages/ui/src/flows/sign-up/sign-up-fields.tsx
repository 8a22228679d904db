import type { SignUpConfig, SignUpFieldName, SignUpValues } from '@keywright/js/flows'
import type { Translate } from '../../localization/translate.ts'
import { Field } from '../../primitives/field.tsx'
import { PasswordField } from '../../primitives/password-field.tsx'
import type { ReadFaults } from '../read-faults.ts'
import { LegalConsent } from './legal-consent.tsx'

type Asked = SignUpConfig['fields'][number]

interface FieldsProps {
  fields: readonly Asked[]
  values: SignUpValues
  faults: ReadFaults
  passwordLengthMin: number
  t: Translate
}

const texts = {
  first_name: { label: 'field.firstName', autoComplete: 'given-name' },
  last_name: { label: 'field.lastName', autoComplete: 'family-name' },
  username: { label: 'field.username', autoComplete: 'username' },
  email_address: { label: 'field.email', autoComplete: 'email', type: 'email', inputMode: 'email' },
} as const

/** The fields an instance asks for; first and last name share a line. */
export function SignUpFields(props: FieldsProps) {
  const { fields } = props
  const isName = ({ name }: Asked) => name === 'first_name' || name === 'last_name'
  const names = fields.filter(isName)
  return (
    <>
      {names.length > 0 && (
        <div class="kw-fields" data-columns={names.length}>
          {names.map((asked) => (
            <AskedField key={asked.name} {...props} asked={asked} />
          ))}
        </div>
      )}
      {fields
        .filter((asked) => !isName(asked))
        .map((asked) => (
          <AskedField key={asked.name} {...props} asked={asked} />
        ))}
    </>
  )
}

function AskedField(props: FieldsProps & { asked: Asked }) {
  const { asked, values, faults, passwordLengthMin, t } = props
  const { name, isRequired } = asked
  const error = faults.at(name)
  if (name === 'legal_accepted') return <LegalConsent error={error} t={t} />
  if (name === 'password')
    return (
      <PasswordField
        {...{ name, isRequired, error }}
        label={t('field.password')}
        autoComplete="new-password"
        hint={t('field.passwordHint', { count: passwordLengthMin })}
      />
    )
  const { label, ...input } = texts[name]
  return <Field {...{ name, isRequired, error, ...input }} label={t(label)} defaultValue={values[name]} />
}

/** What a form gives, as the flow takes it: nothing that was left empty, and the consent as a yes. */
export function readValues(typed: Record<string, string>, fields: readonly Asked[]): SignUpValues {
  const given = fields.flatMap(({ name }): [SignUpFieldName, string | true][] => {
    const value = name === 'password' ? typed[name] : typed[name]?.trim()
    return value ? [[name, name === 'legal_accepted' ? true : value]] : []
  })
  return Object.fromEntries(given)
}
