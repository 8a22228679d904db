import type { OrganizationMembersTexts } from '../locale.ts'

export const organizationMembers: OrganizationMembersTexts = {
  'members.tabs': 'الأعضاء والدعوات والطلبات',
  'members.tab.members': 'الأعضاء',
  'members.tab.invitations': 'الدعوات',
  'members.tab.requests': 'الطلبات',
  'members.search': 'ابحث عن عضو',
  'members.none': 'لم يُعثر على أحد.',
  'members.you': 'أنت',
  'members.role': 'دور {name}',
  'members.remove.text': 'هل تزيل {name}؟ لن يصل بعدها إلى أي شيء في المؤسسة.',
  'members.removed': 'أُزيل العضو.',
  'members.role_saved': 'تغيّر الدور.',
  'members.more': 'عرض المزيد',
  'members.invite': 'دعوة',
  'members.invitations.none': 'لا دعوة تنتظر ردًا.',
  'members.invitations.revoke': 'سحب الدعوة',
  'members.invitations.since': '{role} · دُعي في {date}',
  'members.invitations.sent':
    '{count, plural, one {دعوة واحدة في الطريق.} two {دعوتان في الطريق.} few {{count} دعوات في الطريق.} other {{count} دعوة في الطريق.}}',
  'members.invitations.revoked': 'سُحبت الدعوة.',
  'members.requests.none': 'لا أحد يطلب الانضمام.',
  'members.requests.accept': 'قبول',
  'members.requests.reject': 'رفض',
  'members.requests.since': 'طلب في {date}',
  'members.requests.accepted': 'أصبح عضوًا الآن.',
  'members.requests.rejected': 'رُفض الطلب.',
}
