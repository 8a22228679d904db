import type { SecondFactorTexts } from '../locale.ts'

export const secondFactor: SecondFactorTexts = {
  'second.totp.title': 'أدخل رمز تطبيقك',
  'second.totp.text': 'افتح تطبيق المصادقة للحصول على رمز {applicationName}',
  'second.totp.other': 'استخدم رمزًا احتياطيًا',
  'second.backup_code': 'الرمز الاحتياطي',
  'second.backup_code.title': 'أدخل رمزًا احتياطيًا',
  'second.backup_code.text': 'أحد الرموز التي احتفظت بها عند إعداد التطبيق. كل رمز يعمل مرة واحدة.',
  'second.backup_code.other': 'استخدم تطبيق المصادقة',
}
