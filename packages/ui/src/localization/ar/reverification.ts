import type { ReverificationTexts } from '../locale.ts'

export const reverification: ReverificationTexts = {
  'verify.password.title': 'هل هذا أنت؟',
  'verify.password.text': 'لأمانك، أدخل كلمة مرورك مرة أخرى.',
  'verify.code.title': 'هل هذا أنت؟',
  'verify.code.text': 'لأمانك، أدخل الرمز الذي أرسلناه إلى {address}',
  'verify.other': 'استخدم طريقة أخرى',
  'verify.alternatives.title': 'طريقة أخرى',
  'verify.alternatives.text': 'كيف تريد أن تثبت أنه أنت؟',
  'verify.unavailable.title': 'لا يمكن فعل ذلك هنا',
  'verify.unavailable.text':
    'يحتاج ذلك إلى إثبات لا تستطيع هذه الصفحة طلبه. سجّل الخروج ثم الدخول وحاول مجددًا.',
  'verify.starting.title': 'لحظة واحدة',
  'verify.done.title': 'شكرًا لك',
  'verify.expired': 'استغرق ذلك وقتًا. تابع من هنا.',
  'verify.method.password': 'أدخل كلمة مرورك',
  'verify.method.code': 'احصل على رمز بالبريد الإلكتروني',
}
