import type { EnvironmentWire } from '@keywright/contract'
import type { SocialPart } from '../flows/social/social-part.ts'
import { first } from '../localization/en/first.ts'
import type { FormatMessage } from '../localization/message-format.ts'
import { createTranslate, type Localization } from '../localization/translate.ts'
import type { Brand, Ui } from '../primitives/ui-context.ts'
import { type Appearance, slotClass } from './appearance.ts'

export interface UiOptions {
  environment: EnvironmentWire
  appearance: Appearance
  localization: Localization | undefined
  /** The texts of the flow in English; those of the localization come first. */
  texts: Readonly<Record<string, string>>
  format: FormatMessage
  id: string
  social?: SocialPart | undefined
}

/** Puts together what the parts of a component share. */
export function createUi(options: UiOptions): Ui {
  const { environment, appearance, localization, texts, format, id, social } = options
  const brand = brandOf(environment, appearance)
  const messages = { ...first, ...social?.texts, ...texts, ...localization?.messages }
  return {
    t: createTranslate(messages, localization?.locale ?? 'en', { applicationName: brand.name }, format),
    brand,
    social,
    id: (name) => `${id}-${name}`,
    slot: (name) => slotClass(appearance, name),
  }
}

function brandOf({ display_config: display }: EnvironmentWire, { options = {} }: Appearance): Brand {
  return {
    name: display.application_name,
    logoUrl: options.logoImageUrl ?? display.logo_image_url,
    homeUrl: options.logoLinkUrl ?? (display.logo_link_url || display.home_url),
    placesLogo: options.logoPlacement !== 'none',
    termsUrl: options.termsPageUrl ?? display.terms_url,
    privacyUrl: options.privacyPageUrl ?? display.privacy_policy_url,
    helpUrl: options.helpPageUrl ?? display.help_url,
    isDevelopment: display.show_devmode_warning,
    isBranded: display.branded,
  }
}
