import type { ChooseOrganizationTexts } from '../locale.ts'

export const chooseOrganization: ChooseOrganizationTexts = {
  'organizationList.title': 'Ihre Organisationen',
  'organizationList.text': 'Wählen Sie, wo Sie arbeiten möchten.',
  'chooseOrganization.title': 'Organisation wählen',
  'chooseOrganization.text': 'In {applicationName} arbeiten Sie als Teil einer Organisation.',
  'chooseOrganization.here': 'Hier sind Sie',
  'chooseOrganization.nothing':
    'Sie gehören noch zu keiner Organisation. Bitten Sie jemanden um eine Einladung.',
  'chooseOrganization.signedInAs': 'Angemeldet als {name}',
  'chooseOrganization.done.title': 'Weiter zu {name}',
}
