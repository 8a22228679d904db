import type { ChooseOrganizationTexts } from '../locale.ts'

export const chooseOrganization: ChooseOrganizationTexts = {
  'organizationList.title': 'مؤسساتك',
  'organizationList.text': 'اختر أين تريد أن تعمل.',
  'chooseOrganization.title': 'اختر مؤسسة',
  'chooseOrganization.text': 'تعمل في {applicationName} ضمن مؤسسة.',
  'chooseOrganization.here': 'أنت هنا',
  'chooseOrganization.nothing': 'لا تنتمي إلى أي مؤسسة بعد. اطلب من أحد أن يدعوك.',
  'chooseOrganization.signedInAs': 'مسجل الدخول باسم {name}',
  'chooseOrganization.done.title': 'إلى {name}',
}
