import { slugOf } from '@keywright/js/flows'
import { useRef } from 'preact/hooks'
import { Field } from '../../primitives/field.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import type { ReadFaults } from '../read-faults.ts'

/** What an organization is called. Its slug follows the name until somebody writes one. */
export function NameAndSlug(props: {
  name?: string
  slug?: string | null | undefined
  hasSlug: boolean
  faults: ReadFaults
}) {
  const { t } = useUi()
  const { name, slug, hasSlug, faults } = props
  const isOwn = useRef(Boolean(slug))
  const follow = ({ currentTarget, target }: InputEvent) => {
    if (!(target instanceof HTMLInputElement) || !(currentTarget instanceof HTMLElement)) return
    if (target.name === 'slug') isOwn.current = target.value !== ''
    const field = currentTarget.querySelector<HTMLInputElement>('input[name=slug]')
    if (target.name === 'name' && field && !isOwn.current) field.value = slugOf(target.value)
  }
  return (
    <div class="kw-fields" onInput={follow}>
      <Field
        name="name"
        label={t('organization.name')}
        autoComplete="organization"
        defaultValue={name}
        error={faults.at('name')}
      />
      {hasSlug && (
        <Field
          name="slug"
          label={t('organization.slug')}
          autoComplete="off"
          defaultValue={slug ?? undefined}
          isRequired={false}
          hint={t('organization.slug.hint')}
          error={faults.at('slug')}
        />
      )}
    </div>
  )
}
