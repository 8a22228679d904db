import { slugOf } from '@keywright/js/flows'
import { Field } from '../../primitives/field.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import type { ReadFaults } from '../read-faults.ts'

/** What an organization is called. Without a slug of its own it is sent none: the server makes one of the name, unlike those there are. */
export function NameAndSlug(props: {
  name?: string
  slug?: string | null | undefined
  hasSlug: boolean
  faults: ReadFaults
}) {
  const { t } = useUi()
  const { name, slug, hasSlug, faults } = props
  const isNew = name === undefined
  const follow = ({ currentTarget, target }: InputEvent) => {
    if (!(target instanceof HTMLInputElement) || !(currentTarget instanceof HTMLElement)) return
    const field = currentTarget.querySelector<HTMLInputElement>('input[name=slug]')
    if (isNew && target.name === 'name' && field) field.placeholder = slugOf(target.value)
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
          hint={
            isNew
              ? `${t('organization.slug.hint')} ${t('organization.slug.made')}`
              : t('organization.slug.hint')
          }
          error={faults.at('slug')}
        />
      )}
    </div>
  )
}
