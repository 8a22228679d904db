import { missingFields, type SignUpContext, type SocialProvider } from '@keywright/js/flows'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { Form } from '../../primitives/form.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import { readFaults } from '../read-faults.ts'
import type { SignUpView } from './sign-up.view.ts'
import { readValues, SignUpFields } from './sign-up-fields.tsx'

/** Only what the server still misses. */
export const missingView: SignUpView = ({ snapshot: { context, error, pending }, send, t }) => {
  const { config, signUp, values } = context
  const fields = missingFields(signUp).map((name) => ({ name, isRequired: true }))
  const faults = readFaults(
    error,
    t,
    fields.map(({ name }) => name),
  )
  const provider = providerOf(context)
  return (
    <Card
      step="missing"
      progress={2}
      title={t('signUp.missing.title')}
      subtitle={provider ? t('signUp.missing.from', { provider: provider.name }) : t('signUp.missing.text')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
    >
      {provider && <FromProvider provider={provider} identifier={signUp?.email_address ?? ''} />}
      <Form onSubmit={(typed) => send({ type: 'SUBMIT', values: readValues(typed, fields) })}>
        <SignUpFields {...{ fields, values, faults, t }} passwordLengthMin={config.passwordLengthMin} />
        <Button isBusy={pending === 'SUBMIT'}>{t('common.continue')}</Button>
      </Form>
      <div class="kw-row">
        <LinkButton onClick={() => send({ type: 'BACK' })}>{t('common.back')}</LinkButton>
      </div>
    </Card>
  )
}

/** Whose account it is that somebody signs up with. */
function providerOf({ config, signUp }: SignUpContext): SocialProvider | undefined {
  const { status, strategy } = signUp?.verifications.external_account ?? {}
  return status === 'verified' ? config.providers.find((one) => one.strategy === strategy) : undefined
}

/** What is known already, and from whom. */
function FromProvider({ provider, identifier }: { provider: SocialProvider; identifier: string }) {
  const { social } = useUi()
  return (
    <p class="kw-identity" data-plain="">
      {social && <social.Logo provider={provider} />}
      <bdi class="kw-identity-text">{identifier || provider.name}</bdi>
    </p>
  )
}
