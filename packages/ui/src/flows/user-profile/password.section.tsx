import { Checkbox } from '../../primitives/checkbox.tsx'
import { Form } from '../../primitives/form.tsx'
import { PasswordField } from '../../primitives/password-field.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { UsernameForManagers } from '../../primitives/username-for-managers.tsx'
import { readFaults } from '../read-faults.ts'
import type { FormSection } from './name.section.tsx'
import { PasswordRules } from './password-rules.tsx'
import { PanelActions, Section, SectionRow } from './section.tsx'

/** The password: set, or replaced by who knows the one there is. */
export const passwordSection: FormSection = ({ snapshot, send, t, user, environment }) => {
  const { value, context, error, pending } = snapshot
  const faults = readFaults(error, t, ['current_password', 'new_password'])
  const { password_enabled: hasPassword, password_last_updated_at: changedAt } = user
  const since = changedAt
    ? t('security.password.since', {
        date: new Intl.DateTimeFormat(t.locale, { dateStyle: 'long' }).format(changedAt),
      })
    : t('security.password.there')
  return (
    <Section
      name="password"
      state={value}
      title={t('security.password')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
      notice={context.isSaved ? t('security.password.saved') : undefined}
    >
      {value === 'closed' ? (
        <SectionRow
          action={
            <LinkButton onClick={() => send({ type: 'OPEN' })}>
              {t(hasPassword ? 'security.password.change' : 'security.password.set')}
            </LinkButton>
          }
        >
          <span class="kw-optional">{hasPassword ? since : t('security.password.none')}</span>
        </SectionRow>
      ) : (
        <Form onSubmit={({ username: _, ...values }) => send({ type: 'SUBMIT', values })}>
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
          <PanelActions
            submit={t('profile.save')}
            isBusy={pending === 'SUBMIT'}
            onCancel={() => send({ type: 'CANCEL' })}
          />
        </Form>
      )}
    </Section>
  )
}
