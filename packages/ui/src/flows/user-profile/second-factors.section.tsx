import {
  createMachine,
  noSecondFactors,
  type ProfilePorts,
  type SecondFactorsContext,
  type SecondFactorsEvent,
  type SecondFactorsState,
  secondFactorsFlow,
} from '@keywright/js/flows'
import { secondFactors as texts } from '../../localization/en/second-factors.ts'
import { Badge } from '../../primitives/badge.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import type { SectionView } from './profile.view.ts'
import { BackupCodesPanel, ConfirmPanel, ScanPanel } from './second-factors.panels.tsx'
import { Section } from './section.tsx'

export { texts }

type View = SectionView<SecondFactorsState, SecondFactorsContext, SecondFactorsEvent>

/** What is asked for after the password: an authenticator app, and codes for when it is lost. */
export const secondFactorsSection: View = (props) => {
  const { snapshot, send, t, user } = props
  const { value, context, error } = snapshot
  const faults = readFaults(error, t, ['code'])
  return (
    <Section
      name="second-factors"
      state={value}
      title={t('factors.title')}
      {...{ faults, send }}
      notice={context.notice ? t(`factors.${context.notice}`) : undefined}
    >
      <ul class="kw-rows">
        <TotpRow {...props} />
        {user.totp_enabled && <BackupCodesRow {...props} />}
      </ul>
      {value === 'scan' && <ScanPanel {...{ snapshot, send, t, faults }} />}
      {value === 'codes' && <BackupCodesPanel {...{ snapshot, send, t }} />}
      {value === 'renew' && <ConfirmPanel kind="renew" {...{ snapshot, send, t }} />}
      {value === 'remove' && <ConfirmPanel kind="remove" {...{ snapshot, send, t }} />}
    </Section>
  )
}

const TotpRow: View = ({ snapshot, send, t, user }) => {
  const { totp_enabled: isOn } = user
  return (
    <li class="kw-section-row" aria-busy={snapshot.pending === 'SET_UP'}>
      <div class="kw-section-value">
        <span>{t('factors.totp')}</span>
        {isOn ? (
          <Badge tone="accent">{t('factors.on')}</Badge>
        ) : (
          <span class="kw-optional">{t('factors.none')}</span>
        )}
      </div>
      {snapshot.value === 'list' && (
        <div class="kw-section-actions">
          <LinkButton
            tone={isOn ? 'muted' : undefined}
            onClick={() => send({ type: isOn ? 'REMOVE' : 'SET_UP' })}
          >
            {t(isOn ? 'factors.totp.remove' : 'factors.totp.setUp')}
          </LinkButton>
        </div>
      )}
    </li>
  )
}

const BackupCodesRow: View = ({ snapshot, send, t, user, environment }) => (
  <li class="kw-section-row">
    <div class="kw-section-value">
      <span>{t('factors.backup')}</span>
      <span class="kw-optional">
        {t(user.backup_code_enabled ? 'factors.backup.left' : 'factors.backup.none')}
      </span>
    </div>
    {snapshot.value === 'list' && environment.user_settings.attributes.backup_code.enabled && (
      <div class="kw-section-actions">
        <LinkButton onClick={() => send({ type: 'RENEW' })}>{t('factors.backup.renew')}</LinkButton>
      </div>
    )}
  </li>
)

/** The section with its machine, for a profile that is shown. */
export const bringSection = (ports: ProfilePorts) => ({
  view: secondFactorsSection,
  machine: createMachine(secondFactorsFlow, noSecondFactors, { ports }),
})
