import { rich } from '../../localization/rich.ts'
import type { Translate } from '../../localization/translate.ts'
import { Checkbox } from '../../primitives/checkbox.tsx'
import { TextLink } from '../../primitives/text-link.tsx'
import { useUi } from '../../primitives/ui-context.ts'

/** Consent to what the operator links to, in one sentence. */
export function LegalConsent({ error, t }: { error: string | undefined; t: Translate }) {
  const { brand } = useUi()
  const terms = brand.termsUrl && (
    <TextLink key="terms" href={brand.termsUrl}>
      {t('signUp.legal.termsName')}
    </TextLink>
  )
  const privacy = brand.privacyUrl && (
    <TextLink key="privacy" href={brand.privacyUrl}>
      {t('signUp.legal.privacyName')}
    </TextLink>
  )
  return (
    <Checkbox name="legal_accepted" isRequired error={error}>
      {rich(t, sentence(Boolean(terms), Boolean(privacy)), { terms, privacy })}
    </Checkbox>
  )
}

function sentence(hasTerms: boolean, hasPrivacy: boolean) {
  if (hasTerms && hasPrivacy) return 'signUp.legal.both'
  if (hasTerms) return 'signUp.legal.terms'
  return hasPrivacy ? 'signUp.legal.privacy' : 'signUp.legal'
}
