import { Avatar } from '../../primitives/avatar.tsx'
import { Card } from '../../primitives/card.tsx'
import { Choice, Choices } from '../../primitives/choices.tsx'
import * as drawings from '../../primitives/drawings.ts'
import { Icon } from '../../primitives/icon.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import type { SignInView } from './sign-in.view.ts'

/** Several people, or one person several times, are signed in on this browser. */
export const chooseView: SignInView = ({ snapshot: { context, error }, send, t }) => (
  <Card
    step="choose"
    progress={1}
    title={t('signIn.choose.title')}
    subtitle={t('signIn.choose.text')}
    alert={readFaults(error, t).alert}
  >
    <Choices>
      {context.accounts.map(({ sessionId, name, identifier, imageUrl }) => (
        <Choice
          key={sessionId}
          start={<Avatar name={name || identifier} imageUrl={imageUrl} />}
          title={name || identifier}
          detail={name ? identifier : undefined}
          onClick={() => send({ type: 'CHOOSE', sessionId })}
        />
      ))}
      <Choice
        start={<Icon drawing={drawings.plus} />}
        title={t('signIn.choose.add')}
        onClick={() => send({ type: 'ADD_ACCOUNT' })}
      />
    </Choices>
    <div class="kw-row">
      <LinkButton tone="muted" onClick={() => send({ type: 'SIGN_OUT' })}>
        {t('signIn.choose.signOut')}
      </LinkButton>
    </div>
  </Card>
)
