import type { SignUpTexts } from '../locale.ts'

export const signUp: SignUpTexts = {
  'signUp.start.title': 'أنشئ حسابك',
  'signUp.start.text': 'يستغرق دقيقة واحدة، ثم تكون في {applicationName}.',
  'signUp.start.hasAccount': 'لديك حساب؟',
  'signUp.start.signIn': 'سجل الدخول',
  'signUp.start.create': 'أنشئ الحساب',
  'signUp.start.expired': 'استغرق ذلك وقتًا طويلًا فانتهت المحاولة. تابع من هنا.',
  'signUp.legal': 'أوافق على ما يطلبه هذا الموقع من أعضائه',
  'signUp.legal.terms': 'أوافق على {terms}',
  'signUp.legal.privacy': 'أوافق على {privacy}',
  'signUp.legal.both': 'أوافق على {terms} وعلى {privacy}',
  'signUp.legal.termsName': 'شروط الخدمة',
  'signUp.legal.privacyName': 'سياسة الخصوصية',

  'signUp.missing.title': 'أوشكت على الانتهاء',
  'signUp.missing.text': 'ينقص هذا فقط.',
  'signUp.code.title': 'أكد بريدك الإلكتروني',
  'signUp.code.text': 'أدخل الرمز الذي أرسلناه إلى هذا العنوان.',
  'signUp.link.title': 'أكد بريدك الإلكتروني',
  'signUp.link.text': 'افتح الرابط الذي أرسلناه إلى هذا العنوان. تتابع هذه الصفحة من تلقاء نفسها.',
  'signUp.useLink': 'أرسل رابطًا بدلًا من ذلك',
  'signUp.useCode': 'أرسل رمزًا بدلًا من ذلك',
  'signUp.address.change': 'غيّر العنوان {identifier}',

  'signUp.exists.title': 'لديك حساب بالفعل',
  'signUp.exists.text': 'سبق أن سُجل حساب بالعنوان {address}. إن كنت أنت فسجل الدخول.',
  'signUp.exists.signIn': 'سجل الدخول',
  'signUp.exists.other': 'استخدم عنوانًا آخر',
  'signUp.restricted.title': 'التسجيل مغلق',
  'signUp.restricted.text': 'حسابات {applicationName} بالدعوة فقط.',
  'signUp.restricted.signIn': 'سجل الدخول بدلًا من ذلك',
}
