import { panel } from './panel.ts'
import { pictures } from './pictures.ts'

/** What the pages of an organization say around all of them, and on the first. */
export const organizationProfile = {
  'organizationProfile.label': 'Pages of the organization',
  'organizationProfile.general': 'General',
  'organizationProfile.members': 'Members',
  'organizationProfile.security': 'Security',
  'organizationProfile.logo': 'Logo of the organization',
  'organizationProfile.logo.change': 'Change',
  'organizationProfile.profile': 'Name and slug',
  'organizationProfile.profile.edit': 'Edit name',
  'organizationProfile.leave': 'Leave the organization',
  'organizationProfile.leave.text':
    'You will not get to anything in it any more, until somebody invites you again.',
  'organizationProfile.leave.open': 'Leave',
  'organizationProfile.leave.confirm': 'Leave {name}?',
  'organizationProfile.delete': 'Delete the organization',
  'organizationProfile.delete.text': 'All that belongs to it will be gone for good, for all of its members.',
  'organizationProfile.delete.open': 'Delete',
  'organizationProfile.delete.confirm': 'To go on, type its name: {name}',
} as const

/** What they say that pages of somebody's own say as well. */
export const organizationPanel = { ...panel, ...pictures } as const
