import type { OrganizationProfileTexts } from '../locale.ts'

export const organizationProfile: OrganizationProfileTexts = {
  'organizationProfile.label': 'Seiten der Organisation',
  'organizationProfile.general': 'Allgemein',
  'organizationProfile.members': 'Mitglieder',
  'organizationProfile.security': 'Sicherheit',
  'organizationProfile.logo': 'Logo der Organisation',
  'organizationProfile.logo.change': 'Ändern',
  'organizationProfile.profile': 'Name und Kürzel',
  'organizationProfile.profile.edit': 'Namen ändern',
  'organizationProfile.leave': 'Organisation verlassen',
  'organizationProfile.leave.text': 'Sie kommen dann an nichts mehr darin, bis Sie jemand wieder einlädt.',
  'organizationProfile.leave.open': 'Verlassen',
  'organizationProfile.leave.confirm': '{name} verlassen?',
  'organizationProfile.delete': 'Organisation löschen',
  'organizationProfile.delete.text': 'Alles darin ist dann endgültig weg, für alle Mitglieder.',
  'organizationProfile.delete.open': 'Löschen',
  'organizationProfile.delete.confirm': 'Geben Sie dazu ihren Namen ein: {name}',
}
