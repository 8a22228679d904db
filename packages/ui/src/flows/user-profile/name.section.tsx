import type { SectionContext, SectionEvent, SectionState } from '@keywright/js/flows'
import { Field } from '../../primitives/field.tsx'
import type { SectionView } from './profile.view.ts'
import { ValueSection } from './value-section.tsx'

export type FormSection = SectionView<SectionState, SectionContext, SectionEvent>

/** What the person is called. */
export const nameSection: FormSection = ({ user, environment, ...view }) => {
  const { t } = view
  const { first_name: first, last_name: last } = environment.user_settings.attributes
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ')
  return (
    <ValueSection
      view={view}
      name="name"
      title={t('profile.name')}
      value={name && <bdi>{name}</bdi>}
      open={t('profile.name.edit')}
      fields={['first_name', 'last_name']}
      saved={t('profile.saved')}
      form={(faults) => (
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
      )}
    />
  )
}
