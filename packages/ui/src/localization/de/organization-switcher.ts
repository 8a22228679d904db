import type { OrganizationSwitcherTexts } from '../locale.ts'

export const organizationSwitcher: OrganizationSwitcherTexts = {
  'switcher.label': 'Organisation',
  'switcher.none': 'Organisation wählen',
  'switcher.personal': 'Persönliches Konto',
  'switcher.manage': 'Organisation verwalten',
  'switcher.create': 'Organisation anlegen',
  'switcher.invitations': 'Einladungen',
  'switcher.suggestions': 'Für Sie vorgeschlagen',
  'switcher.join': 'Beitreten',
  'switcher.request': 'Beitritt anfragen',
  'switcher.requested': 'Beitritt angefragt',
  'switcher.more': 'Mehr anzeigen',
  'switcher.new': 'neu',
  'switcher.offline': 'Keine Verbindung.',
  'switcher.failed': 'Das hat nicht geklappt.',
  'switcher.retry': 'Noch einmal',
}
