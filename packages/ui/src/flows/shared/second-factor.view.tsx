import type { Failure, KernelEvent } from '@keywright/js/flows'
import type { ComponentChildren } from 'preact'
import type { Translate } from '../../localization/translate.ts'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { CodeField } from '../../primitives/code-field.tsx'
import { Field } from '../../primitives/field.tsx'
import { Form } from '../../primitives/form.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'

export interface SecondFactorProps {
  /** A code of an authenticator app, or one that was written down for when it is lost. */
  step: 'totp' | 'backup_code'
  hasOther: boolean
  error: Failure | undefined
  pending: string | undefined
  send: (event: KernelEvent | { type: 'SUBMIT_CODE'; code: string } | { type: 'SHOW_OTHER' }) => void
  t: Translate
  children?: ComponentChildren
}

/** The second proof, at a sign-in and within a session. */
export function secondFactorView({ step, hasOther, error, pending, send, t, children }: SecondFactorProps) {
  const faults = readFaults(error, t, ['code'])
  const at = faults.at('code')
  return (
    <Card
      step={step}
      progress={2}
      title={t(`second.${step}.title`)}
      subtitle={t(`second.${step}.text`)}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
    >
      {children}
      <Form onSubmit={({ code = '' }) => send({ type: 'SUBMIT_CODE', code })}>
        {step === 'totp' ? (
          <CodeField name="code" label={t('field.code')} error={at} />
        ) : (
          <Field name="code" label={t('second.backup_code')} autoComplete="off" error={at} />
        )}
        <Button isBusy={pending === 'SUBMIT_CODE'}>{t('common.continue')}</Button>
      </Form>
      {hasOther && (
        <div class="kw-row">
          <LinkButton onClick={() => send({ type: 'SHOW_OTHER' })}>{t(`second.${step}.other`)}</LinkButton>
        </div>
      )}
    </Card>
  )
}
