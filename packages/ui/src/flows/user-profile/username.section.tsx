import { Field } from '../../primitives/field.tsx'
import { Form } from '../../primitives/form.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import type { FormSection } from './name.section.tsx'
import { PanelActions, Section, SectionRow } from './section.tsx'

export const usernameSection: FormSection = ({ snapshot, send, t, user, environment }) => {
  const { value, context, error, pending } = snapshot
  const faults = readFaults(error, t, ['username'])
  return (
    <Section
      name="username"
      state={value}
      title={t('profile.username')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
      notice={context.isSaved ? t('profile.saved') : undefined}
    >
      {value === 'closed' ? (
        <SectionRow
          action={
            <LinkButton onClick={() => send({ type: 'OPEN' })}>{t('profile.username.edit')}</LinkButton>
          }
        >
          {user.username ? <bdi>{user.username}</bdi> : <span class="kw-optional">{t('profile.unset')}</span>}
        </SectionRow>
      ) : (
        <Form onSubmit={(values) => send({ type: 'SUBMIT', values })}>
          <Field
            name="username"
            label={t('profile.username')}
            autoComplete="username"
            isRequired={environment.user_settings.attributes.username.required}
            defaultValue={user.username ?? ''}
            error={faults.at('username')}
          />
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
