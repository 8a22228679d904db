import type { OrganizationSwitcherTexts } from '../locale.ts'

export const organizationSwitcher: OrganizationSwitcherTexts = {
  'switcher.label': 'المؤسسة',
  'switcher.none': 'اختر مؤسسة',
  'switcher.personal': 'الحساب الشخصي',
  'switcher.manage': 'إدارة المؤسسة',
  'switcher.create': 'إنشاء مؤسسة',
  'switcher.invitations': 'الدعوات',
  'switcher.suggestions': 'مقترحة لك',
  'switcher.join': 'انضمام',
  'switcher.request': 'طلب الانضمام',
  'switcher.requested': 'طلبت الانضمام',
  'switcher.more': 'عرض المزيد',
  'switcher.new': 'جديد',
  'switcher.offline': 'لا يوجد اتصال.',
  'switcher.failed': 'لم ينجح ذلك.',
  'switcher.retry': 'حاول مجددًا',
}
