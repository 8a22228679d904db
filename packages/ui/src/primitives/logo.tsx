import { useUi } from './ui-context.ts'

/** The application's picture, or its first letter. */
export function Logo() {
  const { brand, slot, t } = useUi()
  if (!brand.placesLogo) return null
  const label = t('common.logo')
  const picture = brand.logoUrl ? (
    <img class={slot('logo-image')} src={brand.logoUrl} alt={brand.homeUrl ? '' : brand.name} />
  ) : (
    <span class={slot('logo-mark')} aria-hidden="true">
      {[...brand.name][0]?.toUpperCase()}
    </span>
  )
  if (!brand.homeUrl) return <div class={slot('logo')}>{picture}</div>
  return (
    <a class={slot('logo')} href={brand.homeUrl} aria-label={label}>
      {picture}
    </a>
  )
}
