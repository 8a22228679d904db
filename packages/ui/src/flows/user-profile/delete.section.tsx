import type { DeletionContext, DeletionPreview, SectionEvent, SectionState } from '@keywright/js/flows'
import type { Translate } from '../../localization/translate.ts'
import { Button } from '../../primitives/button.tsx'
import { Field } from '../../primitives/field.tsx'
import { Form } from '../../primitives/form.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import type { SectionView } from './profile.view.ts'
import { PanelActions, Section, SectionRow } from './section.tsx'

type Part = DeletionPreview['organizations'][number]

const nameOf = ({ public_organization_data: { name } }: Part) => name

function successorOf({ successor }: Part): string {
  const name = [successor?.first_name, successor?.last_name].filter(Boolean).join(' ')
  return name || (successor?.identifier ?? '')
}

/** What goes with the account, or changes hands, a sentence each. */
function consequencesOf(preview: DeletionPreview, t: Translate): string[] {
  const of = (fate: Part['fate']) => preview.organizations.filter((part) => part.fate === fate)
  if (!preview.deletable)
    return of('refused').map((part) => t('security.delete.needed', { name: nameOf(part) }))
  const left = of('left')
  const counted = (key: Parameters<Translate>[0], count: number, values = {}) =>
    count > 0 ? [t(key, { count, ...values })] : []
  return [
    ...of('handed_over').map((part) =>
      t('security.delete.handedOver', { name: nameOf(part), successor: successorOf(part) }),
    ),
    ...of('deleted').map((part) => t('security.delete.deleted', { name: nameOf(part) })),
    ...counted('security.delete.left', left.length, { name: left.map(nameOf).join() }),
    ...counted('security.delete.invitations', preview.revoked_invitations_count),
    ...counted('security.delete.requests', preview.withdrawn_requests_count),
  ]
}

/** The end of the account, and of what depends on it. The words have to be typed. */
export const deleteSection: SectionView<SectionState, DeletionContext, SectionEvent> = (props) => {
  const { snapshot, send, t } = props
  const { value, context, error, pending } = snapshot
  const { preview } = context
  const faults = readFaults(error, t, ['confirmation'])
  const word = t('security.delete.word')
  const cancel = () => send({ type: 'CANCEL' })
  const consequences = preview ? consequencesOf(preview, t) : []
  const texts = (intro: string) =>
    [intro, ...consequences].map((text) => (
      <p class="kw-panel-text" key={text}>
        {text}
      </p>
    ))
  return (
    <Section name="delete" state={value} title={t('security.delete')} {...{ faults, send }}>
      {value === 'closed' && (
        <SectionRow
          action={
            <LinkButton tone="danger" onClick={() => send({ type: 'OPEN' })}>
              {t('security.delete.open')}
            </LinkButton>
          }
        >
          <span class="kw-optional">{t('security.delete.text')}</span>
        </SectionRow>
      )}
      {value === 'open' && preview?.deletable === false && (
        <div>
          {texts(t('security.delete.refused'))}
          <div class="kw-panel-actions">
            <Button variant="secondary" onClick={cancel}>
              {t('profile.cancel')}
            </Button>
          </div>
        </div>
      )}
      {value === 'open' && preview?.deletable !== false && (
        <Form onSubmit={({ confirmation = '' }) => send({ type: 'SUBMIT', values: { confirmation, word } })}>
          {texts(t('security.delete.text'))}
          <Field
            name="confirmation"
            label={t('security.delete.confirm', { word })}
            autoComplete="off"
            error={faults.at('confirmation')}
          />
          <PanelActions
            tone="danger"
            submit={t('security.delete')}
            isBusy={pending === 'SUBMIT'}
            onCancel={cancel}
          />
        </Form>
      )}
    </Section>
  )
}
