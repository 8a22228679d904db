import type { CreateOrganizationTexts } from '../locale.ts'

export const createOrganization: CreateOrganizationTexts = {
  'createOrganization.title': 'Organisation anlegen',
  'createOrganization.text': 'Ein Ort in {applicationName} für alle, mit denen Sie arbeiten.',
  'createOrganization.submit': 'Anlegen',
  'createOrganization.invite.title': 'Leute zu {name} einladen',
  'createOrganization.invite.text': 'Sie bekommen eine E-Mail mit einem Link zum Beitreten.',
  'createOrganization.skip': 'Später',
  'createOrganization.goOn': 'Weiter',
  'createOrganization.done.title': '{name} ist bereit',
  'createOrganization.done.text': 'Sie arbeiten jetzt darin.',
  'createOrganization.done.invited':
    '{count, plural, one {{count} Einladung ist unterwegs.} other {{count} Einladungen sind unterwegs.}}',
  'createOrganization.closed.title': 'Sie können keine Organisationen anlegen',
  'createOrganization.closed.text': 'Bitten Sie jemanden, der {applicationName} verwaltet, darum.',
}
