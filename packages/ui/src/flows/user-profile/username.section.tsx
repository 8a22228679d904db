import { Field } from '../../primitives/field.tsx'
import type { FormSection } from './name.section.tsx'
import { ValueSection } from './value-section.tsx'

export const usernameSection: FormSection = ({ user: { username }, environment, ...view }) => {
  const { t } = view
  return (
    <ValueSection
      view={view}
      name="username"
      title={t('profile.username')}
      value={username && <bdi>{username}</bdi>}
      open={t('profile.username.edit')}
      fields={['username']}
      saved={t('profile.saved')}
      form={(faults) => (
        <Field
          name="username"
          label={t('profile.username')}
          autoComplete="username"
          isRequired={environment.user_settings.attributes.username.required}
          defaultValue={username ?? ''}
          error={faults.at('username')}
        />
      )}
    />
  )
}
