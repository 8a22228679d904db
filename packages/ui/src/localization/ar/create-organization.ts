import type { CreateOrganizationTexts } from '../locale.ts'

export const createOrganization: CreateOrganizationTexts = {
  'createOrganization.title': 'إنشاء مؤسسة',
  'createOrganization.text': 'مكان في {applicationName} لمن تعمل معهم.',
  'createOrganization.submit': 'إنشاء المؤسسة',
  'createOrganization.invite.title': 'ادعُ أشخاصًا إلى {name}',
  'createOrganization.invite.text': 'تصلهم رسالة فيها رابط للانضمام.',
  'createOrganization.skip': 'ليس الآن',
  'createOrganization.goOn': 'متابعة',
  'createOrganization.done.title': '{name} جاهزة',
  'createOrganization.done.text': 'أنت تعمل فيها الآن.',
  'createOrganization.done.invited':
    '{count, plural, one {دعوة واحدة في الطريق.} two {دعوتان في الطريق.} few {{count} دعوات في الطريق.} other {{count} دعوة في الطريق.}}',
  'createOrganization.closed.title': 'لا يمكنك إنشاء مؤسسات',
  'createOrganization.closed.text': 'اطلب ممن يدير {applicationName} أن ينشئ لك واحدة.',
}
