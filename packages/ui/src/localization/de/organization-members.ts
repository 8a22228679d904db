import type { OrganizationMembersTexts } from '../locale.ts'

export const organizationMembers: OrganizationMembersTexts = {
  'members.tabs': 'Mitglieder, Einladungen und Anfragen',
  'members.tab.members': 'Mitglieder',
  'members.tab.invitations': 'Einladungen',
  'members.tab.requests': 'Anfragen',
  'members.search': 'Mitglied suchen',
  'members.none': 'Niemand gefunden.',
  'members.you': 'Sie',
  'members.role': 'Rolle von {name}',
  'members.remove.text': '{name} entfernen? Dann gibt es keinen Zugang mehr zu dieser Organisation.',
  'members.removed': 'Das Mitglied ist entfernt.',
  'members.role_saved': 'Die Rolle ist geändert.',
  'members.more': 'Mehr anzeigen',
  'members.invite': 'Einladen',
  'members.invitations.none': 'Keine Einladung wartet auf eine Antwort.',
  'members.invitations.revoke': 'Zurücknehmen',
  'members.invitations.since': '{role} · eingeladen am {date}',
  'members.invitations.sent':
    '{count, plural, one {{count} Einladung ist unterwegs.} other {{count} Einladungen sind unterwegs.}}',
  'members.invitations.revoked': 'Die Einladung ist zurückgenommen.',
  'members.requests.none': 'Niemand möchte beitreten.',
  'members.requests.accept': 'Aufnehmen',
  'members.requests.reject': 'Ablehnen',
  'members.requests.since': 'Angefragt am {date}',
  'members.requests.accepted': 'Aufgenommen.',
  'members.requests.rejected': 'Abgelehnt.',
}
