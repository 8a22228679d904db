import type { UserButtonTexts } from '../locale.ts'

export const userButton: UserButtonTexts = {
  'userButton.open': 'حساب {name}',
  'userButton.menu': 'الحساب',
  'userButton.manage': 'إدارة الحساب',
  'userButton.add': 'إضافة حساب',
  'userButton.signOut': 'تسجيل الخروج',
  'userButton.signOutAll': 'تسجيل الخروج من الكل',
  'userButton.offline': 'لا يوجد اتصال.',
  'userButton.failed': 'لم ينجح ذلك.',
  'userButton.retry': 'حاول مجددًا',
}
