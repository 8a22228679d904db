import type { EnvironmentWire } from '@keywright/contract'
import { type PasswordRule, passwordRules } from '@keywright/js/flows'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import * as first from '../../primitives/first-drawings.ts'
import { Icon } from '../../primitives/icon.tsx'
import { useUi } from '../../primitives/ui-context.ts'

/** What a new password needs, ticked off while it is typed. */
export function PasswordRules(props: {
  field: string
  settings: EnvironmentWire['user_settings']['password_settings']
}) {
  const { field, settings } = props
  const { t, id } = useUi()
  const list = useRef<HTMLUListElement>(null)
  const [password, setPassword] = useState('')
  useLayoutEffect(() => {
    const form = list.current?.closest('form')
    const hear = ({ target }: Event) => {
      if (target instanceof HTMLInputElement && target.name === field) setPassword(target.value)
    }
    form?.addEventListener('input', hear)
    return () => form?.removeEventListener('input', hear)
  }, [field])
  const nameOf = (rule: PasswordRule) =>
    rule === 'length' ? t('security.rule.length', { count: settings.min_length }) : t(`security.rule.${rule}`)
  return (
    <ul ref={list} class="kw-rules" id={id(`${field}-rules`)}>
      {passwordRules(password, settings).map(({ rule, isKept }) => (
        <li key={rule} data-kept={isKept ? '' : undefined}>
          <Icon drawing={first.check} />
          <span aria-hidden="true">{nameOf(rule)}</span>
          <span class="kw-sr-only">
            {t(isKept ? 'security.rule.kept' : 'security.rule.missing', { rule: nameOf(rule) })}
          </span>
        </li>
      ))}
    </ul>
  )
}
