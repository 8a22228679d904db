/** What is said while somebody proves again that it is them. */
export const reverification = {
  'verify.password.title': 'Is it you?',
  'verify.password.text': 'For your safety, enter your password again.',
  'verify.code.title': 'Is it you?',
  'verify.code.text': 'For your safety, enter the code we sent to {address}',
  'verify.other': 'Use another method',
  'verify.alternatives.title': 'Use another method',
  'verify.alternatives.text': 'How would you like to show that it is you?',
  'verify.unavailable.title': 'This cannot be done here',
  'verify.unavailable.text':
    'It needs a proof that this page cannot ask for. Sign out and in again, then try once more.',
  'verify.starting.title': 'One moment',
  'verify.done.title': 'Thank you',
  'verify.expired': 'That took a while. Go on from here.',
  'verify.method.password': 'Enter your password',
  'verify.method.code': 'Get a code by email',
} as const
