import type { SectionContext, SectionEvent, SectionState } from '@keywright/js/flows'
import { Form } from '../../primitives/form.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { NameAndSlug } from '../shared/name-and-slug.tsx'
import { PanelActions, Section, SectionRow } from '../user-profile/section.tsx'
import type { OrganizationSection } from './organization-facts.ts'

export type FormSection = OrganizationSection<SectionState, SectionContext, SectionEvent>

/** What the organization is called. */
export const nameSection: FormSection = ({ snapshot, send, t, membership, environment, may }) => {
  const { value, context, error, pending } = snapshot
  const { name, slug } = membership.organization
  const faults = readFaults(error, t, ['name', 'slug'])
  const hasSlug = !environment.organization_settings.slug.disabled
  return (
    <Section
      name="name"
      state={value}
      title={t('organizationProfile.profile')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
      notice={context.isSaved ? t('profile.saved') : undefined}
    >
      {value === 'closed' ? (
        <SectionRow
          action={
            may('org:sys_profile:manage') && (
              <LinkButton onClick={() => send({ type: 'OPEN' })}>
                {t('organizationProfile.profile.edit')}
              </LinkButton>
            )
          }
        >
          <bdi>{name}</bdi>
          {hasSlug && slug && (
            <bdi class="kw-choice-detail" dir="ltr">
              {slug}
            </bdi>
          )}
        </SectionRow>
      ) : (
        <Form onSubmit={(values) => send({ type: 'SUBMIT', values })}>
          <NameAndSlug {...{ name, slug, hasSlug, faults }} />
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
