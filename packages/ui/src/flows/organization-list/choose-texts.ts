import { chooseOrganization } from '../../localization/en/choose-organization.ts'
import { common } from '../../localization/en/common.ts'
import { createOrganization } from '../../localization/en/create-organization.ts'
import { errors } from '../../localization/en/errors.ts'
import { organizationSwitcher } from '../../localization/en/organization-switcher.ts'
import { organizations } from '../../localization/en/organizations.ts'
import { organizationsLater } from '../../localization/en/organizations-later.ts'
import { pictures } from '../../localization/en/pictures.ts'

/** All that can be said while somebody chooses where they work. */
export const chooseTexts = {
  ...{ ...common, ...errors, ...pictures, ...organizations, ...organizationsLater },
  ...{ ...organizationSwitcher, ...createOrganization, ...chooseOrganization },
}
