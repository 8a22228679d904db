import type { SecondFactorsContext, SecondFactorsEvent, SecondFactorsState } from '@keywright/js/flows'
import { useState } from 'preact/hooks'
import type { Translate } from '../../localization/translate.ts'
import { Button } from '../../primitives/button.tsx'
import { CodeField } from '../../primitives/code-field.tsx'
import { Form } from '../../primitives/form.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import type { ReadFaults } from '../read-faults.ts'
import { useLoaded } from '../shared/use-loaded.ts'
import type { ViewProps } from '../view.ts'
import { PanelActions } from './section.tsx'

type PanelProps = ViewProps<SecondFactorsState, SecondFactorsContext, SecondFactorsEvent>

/** The secret as a picture for a camera, and as text for those who have none at hand; then the first code. */
export function ScanPanel({ snapshot, send, t, faults }: PanelProps & { faults: ReadFaults }) {
  const { uri, secret } = snapshot.context
  const { loaded } = useLoaded(true, () => import('../../primitives/qr-code.tsx'))
  return (
    <Form onSubmit={({ code = '' }) => send({ type: 'SUBMIT_CODE', code })}>
      <p class="kw-panel-text">{t('factors.scan.text')}</p>
      <div class="kw-qr-place">
        {loaded && <loaded.QrCode text={uri} label={t('factors.scan.picture')} />}
      </div>
      <p class="kw-panel-text">{t('factors.scan.key')}</p>
      <div class="kw-row">
        <code class="kw-secret">{inGroups(secret)}</code>
        <Copy text={secret} t={t} />
      </div>
      <p class="kw-panel-text">{t('factors.scan.code')}</p>
      <CodeField name="code" label={t('field.code')} error={faults.at('code')} />
      <PanelActions
        submit={t('factors.scan.confirm')}
        isBusy={snapshot.pending === 'SUBMIT_CODE'}
        onCancel={() => send({ type: 'CANCEL' })}
      />
    </Form>
  )
}

/** Four letters at a time are read without losing one's place. */
const inGroups = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ')

/** The codes, once. */
export function BackupCodesPanel({ snapshot, send, t }: PanelProps) {
  const { codes } = snapshot.context
  const text = `${codes.join('\n')}\n`
  return (
    <div class="kw-form">
      <p class="kw-panel-text">{t('factors.codes.text')}</p>
      <ul class="kw-codes" aria-label={t('factors.backup')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div class="kw-row">
        <Copy text={text} t={t} />
        <LinkButton onClick={() => download(t('factors.codes.file'), text)}>
          {t('factors.codes.download')}
        </LinkButton>
      </div>
      <div class="kw-panel-actions">
        <Button onClick={() => send({ type: 'CONFIRM' })}>{t('factors.codes.done')}</Button>
      </div>
    </div>
  )
}

export function ConfirmPanel({ kind, snapshot, send, t }: PanelProps & { kind: 'renew' | 'remove' }) {
  return (
    <Form onSubmit={() => send({ type: 'CONFIRM' })}>
      <p class="kw-panel-text">{t(`factors.${kind}.text`)}</p>
      <PanelActions
        tone={kind === 'remove' ? 'danger' : undefined}
        submit={t(`factors.${kind}.confirm`)}
        isBusy={snapshot.pending === 'CONFIRM'}
        onCancel={() => send({ type: 'CANCEL' })}
      />
    </Form>
  )
}

/** Says that it did, where it may: a page without the right to write into the clipboard leaves the text to be selected. */
function Copy({ text, t }: { text: string; t: Translate }) {
  const [isCopied, setCopied] = useState(false)
  const copy = () => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return <LinkButton onClick={copy}>{t(isCopied ? 'factors.copied' : 'factors.copy')}</LinkButton>
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}
