import { Card } from '../../primitives/card.tsx'
import { Resend } from '../../primitives/resend.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { Waiting } from '../../primitives/waiting.tsx'
import { readFaults } from '../read-faults.ts'
import { SignInIdentity } from './identity.tsx'
import { sentTo } from './sent-to.tsx'
import type { SignInView } from './sign-in.view.ts'

/** A link was sent; this page goes on by itself once it is opened, wherever that is. */
export const emailLinkView: SignInView = ({ snapshot: { context, error }, send, t }) => {
  const faults = readFaults(error, t)
  return (
    <Card
      step="email_link"
      progress={2}
      title={t('signIn.link.title')}
      subtitle={sentTo('link', context, t)}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
      notice={context.notice === 'code_sent' ? { tone: 'info', text: t('link.sent') } : undefined}
    >
      <SignInIdentity {...{ context, t }} onChange={() => send({ type: 'BACK' })} />
      <Waiting>{t('link.waiting')}</Waiting>
      <div class="kw-row">
        <Resend kind="link" resendAt={context.resendAt} t={t} onResend={() => send({ type: 'RESEND' })} />
        <LinkButton onClick={() => send({ type: 'SHOW_ALTERNATIVES' })}>{t('signIn.otherMethod')}</LinkButton>
      </div>
    </Card>
  )
}
