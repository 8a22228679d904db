import type { SectionContext, SectionEvent, SectionState } from '@keywright/js/flows'
import type { ComponentChildren } from 'preact'
import { Form } from '../../primitives/form.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { type ReadFaults, readFaults } from '../read-faults.ts'
import type { ViewProps } from '../view.ts'
import { PanelActions, Section, SectionRow } from './section.tsx'

interface ValueSectionProps {
  view: ViewProps<SectionState, SectionContext, SectionEvent>
  name: string
  title: string
  /** What there is, while the form is closed; falsy for nothing. */
  value: ComponentChildren
  /** The words that open the form; without them nobody does. */
  open: string | false
  /** The fields of the form, whose faults stand beside them. */
  fields?: readonly string[]
  form: (faults: ReadFaults) => ComponentChildren
  /** What is sent of what was typed; all of it, unless said otherwise. */
  toValues?: (typed: Record<string, string>) => Record<string, string>
  submit?: string
  saved?: string
  tone?: 'danger'
}

/** A section that is a value, and the form that changes it or ends it. */
export function ValueSection(props: ValueSectionProps) {
  const { snapshot, send, t } = props.view
  const { value, context, error, pending } = snapshot
  const { tone, toValues = (typed) => typed } = props
  const faults = readFaults(error, t, props.fields)
  return (
    <Section
      name={props.name}
      state={value}
      title={props.title}
      {...{ faults, send }}
      notice={context.isSaved ? props.saved : undefined}
    >
      {value === 'closed' ? (
        <SectionRow
          action={
            props.open && (
              <LinkButton tone={tone} onClick={() => send({ type: 'OPEN' })}>
                {props.open}
              </LinkButton>
            )
          }
        >
          {props.value || <span class="kw-optional">{t('profile.unset')}</span>}
        </SectionRow>
      ) : (
        <Form onSubmit={(typed) => send({ type: 'SUBMIT', values: toValues(typed) })}>
          {props.form(faults)}
          <PanelActions
            tone={tone}
            submit={props.submit ?? t('profile.save')}
            isBusy={pending === 'SUBMIT'}
            onCancel={() => send({ type: 'CANCEL' })}
          />
        </Form>
      )}
    </Section>
  )
}
