import type { SectionContext, SectionEvent, SectionState } from '@keywright/js/flows'
import { Field } from '../../primitives/field.tsx'
import { Form } from '../../primitives/form.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import type { SectionView } from './profile.view.ts'
import { PanelActions, Section, SectionRow } from './section.tsx'

export type FormSection = SectionView<SectionState, SectionContext, SectionEvent>

/** What the person is called. */
export const nameSection: FormSection = ({ snapshot, send, t, user, environment }) => {
  const { value, context, error, pending } = snapshot
  const faults = readFaults(error, t, ['first_name', 'last_name'])
  const { first_name: first, last_name: last } = environment.user_settings.attributes
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ')
  return (
    <Section
      name="name"
      state={value}
      title={t('profile.name')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
      notice={context.isSaved ? t('profile.saved') : undefined}
    >
      {value === 'closed' ? (
        <SectionRow
          action={<LinkButton onClick={() => send({ type: 'OPEN' })}>{t('profile.name.edit')}</LinkButton>}
        >
          {name ? <bdi>{name}</bdi> : <span class="kw-optional">{t('profile.unset')}</span>}
        </SectionRow>
      ) : (
        <Form onSubmit={(values) => send({ type: 'SUBMIT', values })}>
          <div class="kw-fields" data-columns="2">
            {first.enabled && (
              <Field
                name="first_name"
                label={t('profile.name.first')}
                autoComplete="given-name"
                isRequired={first.required}
                defaultValue={user.first_name ?? ''}
                error={faults.at('first_name')}
              />
            )}
            {last.enabled && (
              <Field
                name="last_name"
                label={t('profile.name.last')}
                autoComplete="family-name"
                isRequired={last.required}
                defaultValue={user.last_name ?? ''}
                error={faults.at('last_name')}
              />
            )}
          </div>
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
