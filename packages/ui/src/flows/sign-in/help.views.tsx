import { Button } from '../../primitives/button.tsx'
import { ButtonLink } from '../../primitives/button-link.tsx'
import { Card } from '../../primitives/card.tsx'
import * as drawings from '../../primitives/drawings.ts'
import * as pages from '../../primitives/page-drawings.ts'
import { LinkButton } from '../../primitives/text-link.tsx'
import { SignInIdentity } from './identity.tsx'
import type { SignInView } from './sign-in.view.ts'

/** The account has no way in that this page could show. */
export const unavailableView: SignInView = ({ snapshot: { context }, send, t }) => (
  <Card
    step="unavailable"
    progress={2}
    emblem={{ icon: pages.lock, tone: 'warning' }}
    title={t('signIn.unavailable.title')}
    subtitle={t('signIn.unavailable.text')}
  >
    <SignInIdentity {...{ context, t }} onChange={() => send({ type: 'BACK' })} />
    <Button onClick={() => send({ type: 'BACK' })}>{t('signIn.unavailable.other')}</Button>
    <div class="kw-row">
      <LinkButton onClick={() => send({ type: 'TROUBLE' })}>{t('signIn.trouble')}</LinkButton>
    </div>
  </Card>
)

export const troubleView: SignInView = ({ snapshot: { context }, send, t }) => {
  const { supportEmail } = context.config
  return (
    <Card
      step="trouble"
      progress={2}
      emblem={{ icon: drawings.help }}
      title={t('signIn.trouble.title')}
      subtitle={t(supportEmail ? 'signIn.trouble.text' : 'signIn.trouble.noSupport')}
    >
      {supportEmail && <ButtonLink href={`mailto:${supportEmail}`}>{t('common.emailSupport')}</ButtonLink>}
      <Button variant="secondary" onClick={() => send({ type: 'BACK' })}>
        {t('common.back')}
      </Button>
    </Card>
  )
}

export const lockedView: SignInView = ({ snapshot: { context }, send, t }) => {
  const { supportEmail } = context.config
  return (
    <Card
      step="locked"
      progress={2}
      emblem={{ icon: pages.lock, tone: 'danger' }}
      title={t('signIn.locked.title')}
      subtitle={t('signIn.locked.text')}
    >
      <Button onClick={() => send({ type: 'BACK' })}>{t('common.back')}</Button>
      {supportEmail && (
        <ButtonLink variant="secondary" href={`mailto:${supportEmail}`}>
          {t('common.emailSupport')}
        </ButtonLink>
      )}
    </Card>
  )
}
