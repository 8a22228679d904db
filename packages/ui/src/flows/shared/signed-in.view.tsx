import type { AccountChoice, Failure } from '@keywright/js/flows'
import { rich } from '../../localization/rich.ts'
import type { Translate } from '../../localization/translate.ts'
import { Avatar } from '../../primitives/avatar.tsx'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { readFaults } from '../read-faults.ts'
import { StrongAddress } from './strong-address.tsx'

/** Somebody is signed in already, and this instance has one account a browser. */
export function signedInView(props: {
  account: AccountChoice | undefined
  sessionId: string
  error: Failure | undefined
  pending: string | undefined
  onContinue: (sessionId: string) => void
  onSignOut: () => void
  t: Translate
}) {
  const { account, sessionId, error, pending, onContinue, onSignOut, t } = props
  const name = account?.name || account?.identifier || ''
  const text = name
    ? rich(t, 'account.signedIn.text', { name: <StrongAddress key="name">{name}</StrongAddress> })
    : undefined
  return (
    <Card
      step="already_signed_in"
      progress={3}
      title={t('account.signedIn.title')}
      subtitle={text}
      alert={readFaults(error, t).alert}
    >
      {account && <Avatar name={name} imageUrl={account.imageUrl} size="large" />}
      <div class="kw-form">
        <Button onClick={() => onContinue(sessionId)}>{t('account.signedIn.continue')}</Button>
        <Button variant="secondary" onClick={onSignOut} isBusy={pending === 'SIGN_OUT'}>
          {t('common.signOut')}
        </Button>
      </div>
    </Card>
  )
}
