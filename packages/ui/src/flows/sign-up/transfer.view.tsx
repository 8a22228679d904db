import { Card } from '../../primitives/card.tsx'
import { Spinner } from '../../primitives/spinner.tsx'
import { readFaults } from '../read-faults.ts'
import type { SignUpView } from './sign-up.view.ts'

/** What a sign-in has proven is being taken over. */
export const transferView: SignUpView = ({ snapshot: { error }, send, t }) => {
  const { alert } = readFaults(error, t)
  return (
    <Card
      step="transfer"
      progress={2}
      title={t('signUp.start.title')}
      subtitle={t('common.working')}
      alert={alert}
      onRetry={() => send({ type: 'RETRY' })}
    >
      {!alert && <Spinner size="large" />}
    </Card>
  )
}
