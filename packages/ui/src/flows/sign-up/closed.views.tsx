import { rich } from '../../localization/rich.ts'
import { Button } from '../../primitives/button.tsx'
import { ButtonLink } from '../../primitives/button-link.tsx'
import { Card } from '../../primitives/card.tsx'
import * as pages from '../../primitives/page-drawings.ts'
import { readFaults } from '../read-faults.ts'
import { StrongAddress } from '../shared/strong-address.tsx'
import type { SignUpView } from './sign-up.view.ts'

/** The address belongs to somebody: most likely to whoever types it. */
export const accountExistsView: SignUpView = ({ snapshot: { context }, send, t }) => (
  <Card
    step="account_exists"
    progress={1}
    emblem={{ icon: pages.user }}
    title={t('signUp.exists.title')}
    subtitle={rich(t, 'signUp.exists.text', {
      address: <StrongAddress key="address">{context.values.email_address ?? ''}</StrongAddress>,
    })}
  >
    <div class="kw-form">
      <Button onClick={() => send({ type: 'SIGN_IN' })}>{t('signUp.exists.signIn')}</Button>
      <Button variant="secondary" onClick={() => send({ type: 'BACK' })}>
        {t('signUp.exists.other')}
      </Button>
    </div>
  </Card>
)

export const restrictedView: SignUpView = ({ snapshot: { context, error }, send, t }) => {
  const { isCombined, signInUrl } = context.config
  const text = t('signUp.restricted.signIn')
  return (
    <Card
      step="restricted"
      progress={0}
      emblem={{ icon: pages.lock }}
      title={t('signUp.restricted.title')}
      subtitle={t('signUp.restricted.text')}
      alert={readFaults(error, t).alert}
    >
      {isCombined ? (
        <Button onClick={() => send({ type: 'SIGN_IN' })}>{text}</Button>
      ) : (
        <ButtonLink href={signInUrl}>{text}</ButtonLink>
      )}
    </Card>
  )
}
