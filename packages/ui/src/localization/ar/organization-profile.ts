import type { OrganizationProfileTexts } from '../locale.ts'

export const organizationProfile: OrganizationProfileTexts = {
  'organizationProfile.label': 'صفحات المؤسسة',
  'organizationProfile.general': 'عام',
  'organizationProfile.members': 'الأعضاء',
  'organizationProfile.security': 'الأمان',
  'organizationProfile.logo': 'شعار المؤسسة',
  'organizationProfile.logo.change': 'تغيير',
  'organizationProfile.profile': 'الاسم والمعرّف',
  'organizationProfile.profile.edit': 'تعديل الاسم',
  'organizationProfile.leave': 'مغادرة المؤسسة',
  'organizationProfile.leave.text': 'لن تصل بعدها إلى أي شيء فيها حتى يدعوك أحد من جديد.',
  'organizationProfile.leave.open': 'مغادرة',
  'organizationProfile.leave.confirm': 'هل تغادر {name}؟',
  'organizationProfile.delete': 'حذف المؤسسة',
  'organizationProfile.delete.text': 'سيزول كل ما فيها نهائيًا، لجميع أعضائها.',
  'organizationProfile.delete.open': 'حذف',
  'organizationProfile.delete.confirm': 'للمتابعة، اكتب اسمها: {name}',
}
