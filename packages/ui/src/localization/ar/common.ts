import type { CommonTexts } from '../locale.ts'

export const common: CommonTexts = {
  'common.continue': 'متابعة',
  'common.back': 'رجوع',
  'common.retry': 'أعد المحاولة',
  'common.close': 'إغلاق',
  'common.optional': 'اختياري',
  'common.development': 'وضع التطوير',
  'common.securedBy': 'محمي بواسطة Keywright',
  'common.help': 'مساعدة',
  'common.privacy': 'الخصوصية',
  'common.terms': 'الشروط',
  'common.working': 'لحظة من فضلك',
  'common.logo': 'الصفحة الرئيسية لـ {applicationName}',
  'common.emailSupport': 'راسل فريق الدعم',
  'common.signOut': 'تسجيل الخروج',

  'field.email': 'البريد الإلكتروني',
  'field.username': 'اسم المستخدم',
  'field.emailOrUsername': 'البريد الإلكتروني أو اسم المستخدم',
  'field.password': 'كلمة المرور',
  'field.newPassword': 'كلمة المرور الجديدة',
  'field.showPassword': 'إظهار كلمة المرور',
  'field.hidePassword': 'إخفاء كلمة المرور',
  'field.code': 'رمز التحقق',
  'field.passwordHint':
    '{count, plural, one {حرف واحد على الأقل.} two {حرفان على الأقل.} few {{count} أحرف على الأقل.} other {{count} حرفًا على الأقل.}}',

  'code.resend': 'أرسل رمزًا جديدًا',
  'code.resendIn':
    'رمز جديد بعد {count, plural, one {ثانية واحدة} two {ثانيتين} few {{count} ثوانٍ} other {{count} ثانية}}',
  'code.sent': 'رمز جديد في الطريق إليك.',
  'link.resend': 'أرسل رابطًا جديدًا',
  'link.resendIn':
    'رابط جديد بعد {count, plural, one {ثانية واحدة} two {ثانيتين} few {{count} ثوانٍ} other {{count} ثانية}}',
  'link.sent': 'رابط جديد في الطريق إليك.',
  'link.waiting': 'في انتظار أن تفتح الرابط',
  'link.expired.title': 'لم يعد هذا الرابط صالحًا',
  'link.expired.text': 'تعمل الروابط لوقت قصير فقط. اطلب رابطًا جديدًا وافتحه قريبًا.',
  'link.failed.title': 'هذا الرابط لا يعمل',
  'link.failed.text': 'سبق استخدامه، أو حل محله رابط أحدث.',
  'link.mismatch.title': 'افتح الرابط على الجهاز الأول',
  'link.mismatch.text': 'حفاظًا على أمانك يعمل فقط في المتصفح الذي طلبته منه.',
  'link.elsewhere.title': 'تم تأكيد بريدك',
  'link.elsewhere.text': 'عد إلى النافذة التي بدأت منها. يمكنك إغلاق هذه النافذة.',

  'account.signedIn.title': 'لقد سجلت الدخول',
  'account.signedIn.text': 'تابع باسم {name}، أو سجل الخروج لاستخدام حساب آخر.',
  'account.signedIn.continue': 'المتابعة إلى {applicationName}',
  'account.done.title': 'ننقلك الآن',
  'account.done.text': 'تم تسجيل دخولك.',

  'error.network_error': 'لا يوجد اتصال. لم يضع شيء.',
  'error.form_param_missing': 'هذا الحقل مطلوب.',
}
