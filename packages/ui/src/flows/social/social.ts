import { readProviders } from '@keywright/js/flows'
import { social } from '../../localization/en/social.ts'
import { socialViews } from './social.views.tsx'
import type { SocialPart } from './social-part.ts'

export const socialPart: SocialPart = { ...socialViews, texts: social, providersOf: readProviders }
