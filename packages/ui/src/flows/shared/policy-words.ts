import type { EnvironmentWire } from '@keywright/contract'
import type { UnmetRule } from '@keywright/js/flows'
import type { Translate } from '../../localization/translate.ts'

const lengths = [
  { seconds: 86_400, unit: 'day' },
  { seconds: 3_600, unit: 'hour' },
  { seconds: 60, unit: 'minute' },
] as const

/** A length of time in the largest unit that says it exactly. */
export function durationOf(seconds: number, locale: string): string {
  const { seconds: length, unit } = lengths.find((one) => seconds % one.seconds === 0) ?? lengths[2]
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
  return format.format(Math.ceil(seconds / length))
}

/** What a way to sign in is called: a provider by its name. */
export function methodName(
  method: string,
  { user_settings: settings }: EnvironmentWire,
  t: Translate,
): string {
  const social: Readonly<Record<string, { name: string } | undefined>> = settings.social
  const own = /^(?:oauth|web3)_(?:custom_)?(.+?)(?:_signature)?$/.exec(method)?.[1] ?? method
  return (
    t.find(`policyUnmet.method.${method}`) ??
    social[method]?.name ??
    own.charAt(0).toUpperCase() + own.slice(1).replaceAll('_', ' ')
  )
}

export const methodNames = (methods: readonly string[], environment: EnvironmentWire, t: Translate): string =>
  new Intl.ListFormat(t.locale, { type: 'disjunction' }).format(
    methods.map((method) => methodName(method, environment, t)),
  )

/** What somebody can do about a rule that keeps them out. */
export function wayAround(unmet: UnmetRule, environment: EnvironmentWire, t: Translate): string {
  switch (unmet.rule) {
    case 'sign_in_method':
      return t('policyUnmet.sign_in_method', { methods: methodNames(unmet.sign_in_methods, environment, t) })
    case 'session_too_old':
      return t('policyUnmet.session_too_old', {
        duration: durationOf(unmet.session_lifetime_seconds, t.locale),
      })
    default:
      return t(`policyUnmet.${unmet.rule}`)
  }
}
