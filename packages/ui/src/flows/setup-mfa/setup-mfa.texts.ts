import { common } from '../../localization/en/common.ts'
import { errors } from '../../localization/en/errors.ts'
import { panel } from '../../localization/en/panel.ts'
import { secondFactors } from '../../localization/en/second-factors.ts'
import { setupMfa } from '../../localization/en/setup-mfa.ts'

/** All that can be said while somebody sets a second factor up. */
export const setupMfaTexts = { ...common, ...errors, ...panel, ...secondFactors, ...setupMfa }
