import { Checkbox } from '../../primitives/checkbox.tsx'
import { PasswordField } from '../../primitives/password-field.tsx'
import { UsernameForManagers } from '../../primitives/username-for-managers.tsx'
import type { FormSection } from './name.section.tsx'
import { PasswordRules } from './password-rules.tsx'
import { ValueSection } from './value-section.tsx'

/** The password: set, or replaced by who knows the one there is. */
export const passwordSection: FormSection = ({ user, environment, ...view }) => {
  const { t } = view
  const { password_enabled: hasPassword, password_last_updated_at: changedAt } = user
  const since = changedAt
    ? t('security.password.since', {
        date: new Intl.DateTimeFormat(t.locale, { dateStyle: 'long' }).format(changedAt),
      })
    : t('security.password.there')
  return (
    <ValueSection
      view={view}
      name="password"
      title={t('security.password')}
      value={<span class="kw-optional">{hasPassword ? since : t('security.password.none')}</span>}
      open={t(hasPassword ? 'security.password.change' : 'security.password.set')}
      fields={['current_password', 'new_password']}
      saved={t('security.password.saved')}
      toValues={({ username: _, ...values }) => values}
      form={(faults) => (
        <>
          <UsernameForManagers value={user.email_addresses[0]?.email_address ?? user.username ?? ''} />
          {hasPassword && (
            <PasswordField
              name="current_password"
              label={t('security.password.current')}
              autoComplete="current-password"
              error={faults.at('current_password')}
            />
          )}
          <div class="kw-field">
            <PasswordField
              name="new_password"
              label={t('field.newPassword')}
              autoComplete="new-password"
              error={faults.at('new_password')}
            />
            <PasswordRules field="new_password" settings={environment.user_settings.password_settings} />
          </div>
          <Checkbox name="sign_out_others" isChecked hint={t('security.password.othersHint')}>
            {t('security.password.others')}
          </Checkbox>
        </>
      )}
    />
  )
}
