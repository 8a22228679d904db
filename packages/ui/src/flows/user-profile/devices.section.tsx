import type { DeviceSession, DevicesContext, DevicesEvent, DevicesState } from '@keywright/js/flows'
import type { Translate } from '../../localization/translate.ts'
import { Badge } from '../../primitives/badge.tsx'
import { Icon } from '../../primitives/icon.tsx'
import { RowAction } from '../../primitives/row-action.tsx'
import { Spinner } from '../../primitives/spinner.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import * as drawings from './devices.drawings.ts'
import type { SectionView } from './profile.view.ts'
import { Section } from './section.tsx'

/** Where the user is signed in, this device first. */
export const devicesSection: SectionView<DevicesState, DevicesContext, DevicesEvent> = (props) => {
  const { snapshot, send, t, sessionId } = props
  const { value, context, error, pending } = snapshot
  const faults = readFaults(error, t)
  const others = context.sessions.filter(({ id }) => id !== sessionId)
  return (
    <Section name="devices" state={value} title={t('security.devices')} {...{ faults, send }}>
      {pending === 'ENTER' && <Spinner />}
      <ul class="kw-rows">
        {context.sessions.map((session) => (
          <DeviceRow
            key={session.id}
            {...{ session, t }}
            isHere={session.id === sessionId}
            isBusy={pending === 'REVOKE' && context.id === session.id}
            onSignOut={() => send({ type: 'REVOKE', id: session.id })}
          />
        ))}
      </ul>
      {others.length > 1 && (
        <div class="kw-section-add">
          <LinkButton onClick={() => send({ type: 'REVOKE_OTHERS' })} isDisabled={pending !== undefined}>
            {t('security.devices.others')}
          </LinkButton>
        </div>
      )}
    </Section>
  )
}

function DeviceRow(props: {
  session: DeviceSession
  isHere: boolean
  isBusy: boolean
  onSignOut: () => void
  t: Translate
}) {
  const { session, isHere, isBusy, onSignOut, t } = props
  const { latest_activity: activity, last_active_at: at } = session
  const device = deviceOf(session, t)
  const place = [activity.city, activity.country].filter(Boolean).join(', ')
  const when = isHere ? t('security.devices.now') : timeAgo(at, t.locale)
  return (
    <li class="kw-section-row" aria-busy={isBusy}>
      <Icon drawing={activity.is_mobile ? drawings.phone : drawings.screen} />
      <div class="kw-choice-text">
        <span class="kw-device">
          <bdi>{device}</bdi>
          {isHere && <Badge tone="accent">{t('security.devices.here')}</Badge>}
        </span>
        <span class="kw-choice-detail">
          {place && `${place} · `}
          {activity.ip_address && (
            // Its groups would be put in another order where text runs from right to left.
            <bdi dir="ltr">{activity.ip_address}</bdi>
          )}
          {activity.ip_address ? ` · ${when}` : when}
        </span>
      </div>
      {isBusy && <Spinner />}
      {!isHere && !isBusy && (
        <div class="kw-section-actions">
          <RowAction text={t('security.devices.signOut')} about={device} onClick={onSignOut} />
        </div>
      )}
    </li>
  )
}

function deviceOf({ latest_activity: activity }: DeviceSession, t: Translate): string {
  const { browser_name: browser, browser_version: version, device_type: device } = activity
  const software = [browser, version?.split('.')[0]].filter(Boolean).join(' ')
  return [software, device].filter(Boolean).join(' · ') || t('security.devices.unknown')
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** How long ago, in the largest unit that fits. */
function timeAgo(time: number, locale: string): string {
  const passed = Date.now() - time
  const [unit, milliseconds] = units.find(([, length]) => passed >= length) ?? units[2]
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  return words.format(-Math.round(passed / milliseconds), unit)
}
