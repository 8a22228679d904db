import type { SecurityTexts } from '../locale.ts'

export const security: SecurityTexts = {
  'security.password': 'كلمة المرور',
  'security.password.set': 'تعيين كلمة مرور',
  'security.password.change': 'تغيير كلمة المرور',
  'security.password.none': 'تسجل الدخول بدون كلمة مرور.',
  'security.password.since': 'آخر تغيير في {date}',
  'security.password.there': 'لديك كلمة مرور.',
  'security.password.current': 'كلمة المرور الحالية',
  'security.password.others': 'تسجيل الخروج من كل مكان آخر',
  'security.password.othersHint': 'فكرة جيدة إذا كان غيرك قد يعرف القديمة.',
  'security.password.saved': 'تم حفظ كلمة مرورك الجديدة.',
  'security.rule.length':
    '{count, plural, one {حرف واحد على الأقل} two {حرفان على الأقل} few {{count} أحرف على الأقل} many {{count} حرفًا على الأقل} other {{count} حرف على الأقل}}',
  'security.rule.uppercase': 'حرف كبير',
  'security.rule.lowercase': 'حرف صغير',
  'security.rule.number': 'رقم',
  'security.rule.special': 'رمز خاص',
  'security.rule.kept': '{rule}: تم',
  'security.rule.missing': '{rule}: لا يزال ناقصًا',

  'security.devices': 'الأجهزة النشطة',
  'security.devices.here': 'هذا الجهاز',
  'security.devices.unknown': 'جهاز غير معروف',
  'security.devices.signOut': 'تسجيل الخروج',
  'security.devices.others': 'تسجيل الخروج من كل الأجهزة الأخرى',
  'security.devices.now': 'نشط الآن',

  'security.delete': 'حذف الحساب',
  'security.delete.text': 'سيُحذف كل ما يخصه نهائيًا.',
  'security.delete.open': 'احذف حسابك',
  'security.delete.word': 'احذف حسابي',
  'security.delete.refused': 'لا يمكن حذف حسابك بعد. اجعل شخصًا آخر مسؤولًا أولًا، أو احذف المؤسسة.',
  'security.delete.needed': 'لا أحد غيرك يدير {name}.',
  'security.delete.handedOver': 'يتولى {successor} إدارة {name}.',
  'security.delete.deleted': 'ستُحذف {name} لجميع أعضائها.',
  'security.delete.left':
    '{count, plural, one {ستغادر {name}.} two {ستغادر مؤسستين.} few {ستغادر {count} مؤسسات.} other {ستغادر {count} مؤسسة.}}',
  'security.delete.invitations':
    '{count, plural, one {ستُسحب دعوة أرسلتها.} two {ستُسحب دعوتان أرسلتهما.} few {ستُسحب {count} دعوات أرسلتها.} other {ستُسحب {count} دعوة أرسلتها.}}',
  'security.delete.requests':
    '{count, plural, one {سيُسحب طلب انضمامك إلى مؤسسة.} two {سيُسحب طلبا انضمامك إلى مؤسستين.} few {ستُسحب {count} طلبات انضمام.} other {سيُسحب {count} طلب انضمام.}}',
  'security.delete.confirm': 'للمتابعة اكتب «{word}»',

  'error.form_password_validation_failed': 'هذه ليست كلمة مرورك الحالية.',
  'error.form_password_matches_identifier': 'اختر كلمة مرور غير اسمك أو عنوانك.',
  'error.form_password_no_uppercase': 'تحتاج إلى حرف كبير.',
  'error.form_password_no_lowercase': 'تحتاج إلى حرف صغير.',
  'error.form_password_no_number': 'تحتاج إلى رقم.',
  'error.form_password_no_special_char': 'تحتاج إلى رمز خاص.',
  'error.form_password_not_strong_enough': 'من السهل تخمينها. اختر غيرها.',
  'error.user_delete_self_not_enabled': 'لا يمكن حذف الحسابات هنا.',
}
