import {
  createMachine,
  type DomainsContext,
  type DomainsEvent,
  type DomainsState,
  domainsContext,
  domainsFlow,
  hasMore,
  isProven,
  type OrganizationDomain,
  type ProfilePorts,
} from '@keywright/js/flows'
import { organizationDomains as texts } from '../../localization/en/organization-domains.ts'
import { Badge } from '../../primitives/badge.tsx'
import { RowAction } from '../../primitives/row-action.tsx'
import { Spinner } from '../../primitives/spinner.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { Section } from '../user-profile/section.tsx'
import { domainPanel } from './domain-panel.tsx'
import { MoreRow } from './list-panel.tsx'
import type { OrganizationSection } from './organization-facts.ts'

type DomainsView = OrganizationSection<DomainsState, DomainsContext, DomainsEvent>
type Props = Parameters<DomainsView>[0]

const fields: Partial<Record<DomainsState, readonly string[]>> = {
  add: ['name'],
  address: ['affiliation_email_address'],
  code: ['code'],
}

/** The domains whose addresses lead into the organization. */
export const domainsSection: DomainsView = (props) => {
  const { snapshot, send, t, may } = props
  const { value, context, error, pending } = snapshot
  const faults = readFaults(error, t, fields[value])
  const { domains, notice } = context
  const isList = value === 'list' || value === 'loading'
  return (
    <Section
      name="domains"
      state={isList ? 'list' : value}
      title={t('domains.title')}
      {...{ faults, send }}
      notice={notice === 'saved' || notice === 'removed' ? t(`domains.${notice}`) : undefined}
    >
      {isList && <p class="kw-panel-text">{t('domains.text')}</p>}
      {pending === 'ENTER' && domains.items.length === 0 && <Spinner />}
      {value === 'list' && domains.items.length === 0 && !error && (
        <p class="kw-optional">{t('domains.none')}</p>
      )}
      <ul class="kw-rows">
        {isList && domains.items.map((domain) => <DomainRow key={domain.id} domain={domain} {...props} />)}
      </ul>
      <MoreRow
        isThere={value === 'list' && hasMore(domains)}
        text={t('domains.more')}
        isBusy={pending === 'MORE'}
        onClick={() => send({ type: 'MORE' })}
      />
      {value === 'list' && may('org:sys_domains:manage') && (
        <div class="kw-section-add">
          <LinkButton onClick={() => send({ type: 'ADD' })}>{t('domains.add')}</LinkButton>
        </div>
      )}
      {domainPanel(props, faults)}
    </Section>
  )
}

function DomainRow({ domain, snapshot: { value }, send, t, may }: Props & { domain: OrganizationDomain }) {
  const { name, enrollment_mode: mode } = domain
  const isReady = isProven(domain)
  return (
    <li class="kw-section-row">
      <div class="kw-choice-text">
        <span class="kw-device">
          <bdi>{name}</bdi>
          {!isReady && <Badge tone="warning">{t('domains.unproven')}</Badge>}
        </span>
        {isReady && <span class="kw-choice-detail">{t.find(`domains.mode.${mode}`)}</span>}
      </div>
      {value === 'list' && may('org:sys_domains:manage') && (
        <div class="kw-section-actions">
          <RowAction
            text={t(isReady ? 'domains.manage' : 'domains.prove')}
            about={name}
            onClick={() => send({ type: isReady ? 'MANAGE' : 'PROVE', domain })}
          />
          <RowAction
            tone="muted"
            text={t('profile.remove')}
            about={name}
            onClick={() => send({ type: 'REMOVE', domain })}
          />
        </div>
      )}
    </li>
  )
}

/** The section with its machine and its texts, for an organization that is shown. */
export const bringDomains = (ports: ProfilePorts, organizationId: string) => ({
  view: domainsSection,
  machine: createMachine(domainsFlow, domainsContext(organizationId), { ports }),
  texts,
})
