/** Said around whatever is changed on a page of somebody's own. */
export const panel = {
  'profile.save': 'Save',
  'profile.cancel': 'Cancel',
  'profile.remove': 'Remove',
  'profile.saved': 'Saved.',
  'profile.loadFailed': 'This page could not be loaded.',
  'error.form_param_value_invalid.confirmation': 'Type it exactly as it is written above.',
} as const
