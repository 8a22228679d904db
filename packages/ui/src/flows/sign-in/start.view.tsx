import type { SignInConfig } from '@keywright/js/flows'
import type { Translate } from '../../localization/translate.ts'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { Field } from '../../primitives/field.tsx'
import { Form } from '../../primitives/form.tsx'
import { InstantPassword } from '../../primitives/instant-password.tsx'
import { LinkButton, TextLink } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { SocialSlot } from '../social/social-slot.tsx'
import type { SignInView } from './sign-in.view.ts'

/** Who is it? A password field waits unseen beside it for managers that fill both at once. */
export const startView: SignInView = ({ snapshot: { context, error, pending }, send, t }) => {
  const { config, identifier, notice } = context
  const faults = readFaults(error, t, ['identifier', 'password'])
  const hasForm = config.identifiers.length > 0
  return (
    <Card
      step="start"
      progress={1}
      title={t('signIn.start.title')}
      subtitle={t(config.isCombined ? 'signIn.start.combinedText' : 'signIn.start.text')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
      notice={notice === 'expired' ? { tone: 'warning', text: t('signIn.start.expired') } : undefined}
      footer={
        config.canSignUp && <SignUpHint {...{ config, t }} onSignUp={() => send({ type: 'SIGN_UP' })} />
      }
    >
      <SocialSlot {...{ context, pending, send, hasForm }} />
      {hasForm && (
        <Form
          onSubmit={({ identifier: typed = '', password }) =>
            send({ type: 'IDENTIFY', identifier: typed.trim(), password: password || undefined })
          }
        >
          <Field
            {...identifierField(config)}
            label={t(identifierLabel(config))}
            defaultValue={identifier}
            error={faults.at('identifier')}
          />
          {config.hasPassword && config.prefers === 'password' && (
            <InstantPassword label={t('field.password')} error={faults.at('password')} />
          )}
          <Button isBusy={pending === 'IDENTIFY'}>{t('common.continue')}</Button>
        </Form>
      )}
    </Card>
  )
}

function identifierField({ identifiers }: SignInConfig) {
  const isEmail = identifiers.length === 1 && identifiers[0] === 'email_address'
  return {
    name: 'identifier',
    autoComplete: 'username',
    type: isEmail ? ('email' as const) : ('text' as const),
    inputMode: identifiers.includes('email_address') ? ('email' as const) : ('text' as const),
  }
}

function identifierLabel({ identifiers }: SignInConfig) {
  if (identifiers.length > 1) return 'field.emailOrUsername'
  return identifiers[0] === 'username' ? 'field.username' : 'field.email'
}

function SignUpHint(props: { config: SignInConfig; onSignUp: () => void; t: Translate }) {
  const { config, onSignUp, t } = props
  const text = t('signIn.start.signUp')
  return (
    <p>
      {/* One text, as the markup has one: hydration would split it. */}
      {`${t('signIn.start.noAccount')} `}
      {config.isCombined ? (
        <LinkButton onClick={onSignUp}>{text}</LinkButton>
      ) : (
        <TextLink href={config.signUpUrl}>{text}</TextLink>
      )}
    </p>
  )
}
