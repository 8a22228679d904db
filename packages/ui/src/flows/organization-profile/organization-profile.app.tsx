import { activeMembership, may, type OrganizationMembership, type ProfilePorts } from '@keywright/js/flows'
import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks'
import { adoptStyles } from '../../app/adopt-styles.ts'
import { createUi } from '../../app/create-ui.ts'
import type { Texts } from '../../app/flow-module.ts'
import { organizationPanel, organizationProfile } from '../../localization/en/organization-profile.ts'
import { organizations } from '../../localization/en/organizations.ts'
import { formatMessage } from '../../localization/message-format.ts'
import { Alert } from '../../primitives/alert.tsx'
import { building, people } from '../../primitives/drawings-of-organizations.ts'
import { lock } from '../../primitives/page-drawings.ts'
import { Spinner } from '../../primitives/spinner.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { UiProvider, useUi } from '../../primitives/ui-context.ts'
import type { UiHost } from '../../ui-host.ts'
import type { ShellAppProps } from '../shared/profile-shell.tsx'
import { useFocusOnPage } from '../shared/use-focus-on-page.ts'
import { useLoaded } from '../shared/use-loaded.ts'
import { CustomContent } from '../user-profile/custom-content.tsx'
import { linksTo, ProfileFrame } from '../user-profile/profile-frame.tsx'
import { placeAt, placesOf } from '../user-profile/profile-pages.ts'
import { createGeneralMachines, GeneralPage } from './general.page.tsx'
import { FactsProvider, type OrganizationFacts, Running } from './organization-facts.ts'
import type { OrganizationProfileProps } from './organization-profile.props.ts'

const ownPages = ['general', 'members', 'security'] as const
type OwnPage = (typeof ownPages)[number]

/** Which organization is worked in on this page, as the client stands. */
function useMembership(host: UiHost): OrganizationMembership | undefined {
  const read = () => activeMembership(host.client, host.sessionId, host.organizationId)
  const [membership, setMembership] = useState(read)
  useLayoutEffect(() => {
    setMembership(read)
    return host.subscribe(() => setMembership(read))
  }, [host])
  return membership
}

/** What is needed once somebody does something. */
function useLater() {
  const { loaded } = useLoaded(true, async () => {
    const { css, texts, Preview } = await import('./organization-profile.later.ts')
    adoptStyles(css)
    return { texts, Preview }
  })
  return loaded
}

/** A page whose code comes when it is opened. */
interface LatePage {
  draw: () => VNode
  texts: Texts
}

async function bringMembers(ports: ProfilePorts, membership: OrganizationMembership): Promise<LatePage> {
  const { MembersPage, createMembersMachines, texts } = await import('./members.page.tsx')
  const canManage = may(membership, 'org:sys_memberships:manage')
  const machines = createMembersMachines(ports, membership.organization.id, canManage)
  return { draw: () => <MembersPage machines={machines} />, texts }
}

async function bringSecurity(ports: ProfilePorts, membership: OrganizationMembership): Promise<LatePage> {
  const { SecurityPage, createPolicyMachine, texts } = await import('./policy.page.tsx')
  const machine = createPolicyMachine(ports, membership.organization.id)
  return { draw: () => <SecurityPage machine={machine} />, texts }
}

/** The page that is shown, where its code comes with it, and the texts of all that have come. */
function useLatePage(page: unknown, ports: ProfilePorts, membership: OrganizationMembership) {
  const late = {
    members: useLoaded(page === 'members', () => bringMembers(ports, membership)),
    security: useLoaded(page === 'security', () => bringSecurity(ports, membership)),
  }
  const { members, security } = late
  const texts = useMemo(
    () => ({ ...members.loaded?.texts, ...security.loaded?.texts }),
    [members.loaded, security.loaded],
  )
  return { late: page === 'members' || page === 'security' ? late[page] : undefined, texts }
}

function LateContent({ loaded, hasFailed, load }: ReturnType<typeof useLoaded<LatePage>>) {
  const { t } = useUi()
  return (
    <>
      <Alert
        tone="danger"
        text={hasFailed ? t('profile.loadFailed') : undefined}
        action={<LinkButton onClick={load}>{t('common.retry')}</LinkButton>}
      />
      {loaded?.draw() ?? (!hasFailed && <Spinner size="large" />)}
    </>
  )
}

/** The pages of the organization that is worked in; nothing where that is none. */
export function OrganizationProfileApp(app: ShellAppProps<OrganizationProfileProps>) {
  const { host, onGone } = app
  const membership = useMembership(host)
  useEffect(() => {
    if (!membership) onGone()
  }, [membership])
  if (!membership) return null
  // Another organization has pages of its own.
  return <Pages key={membership.organization.id} {...app} membership={membership} />
}

function Pages({
  host,
  props,
  id,
  router,
  ports,
  frame,
  membership,
}: ShellAppProps<OrganizationProfileProps> & { membership: OrganizationMembership }) {
  const [part, setPart] = useState(router.read)
  const { appearance = {}, localization, customPages = [] } = props
  const { organization } = membership
  const { environment } = host
  const allows: OrganizationFacts['may'] = (permission) => may(membership, permission)
  const hasMembers = allows('org:sys_memberships:read') || allows('org:sys_memberships:manage')
  const isThere: Record<OwnPage, boolean> = {
    general: true,
    members: hasMembers,
    security: allows('org:sys_profile:manage'),
  }
  const places = placesOf(
    ownPages.filter((name) => isThere[name]),
    customPages,
  )
  const here = placeAt(places, part)
  const page = here?.page
  const machines = useMemo(() => createGeneralMachines(ports, organization.id), [ports])
  const { late, texts: lateTexts } = useLatePage(page, ports, membership)
  const hasDomains =
    environment.organization_settings.domains.enabled &&
    (allows('org:sys_domains:read') || allows('org:sys_domains:manage'))
  const { loaded: domains } = useLoaded(hasDomains && page === 'general', async () =>
    (await import('./domains.section.tsx')).bringDomains(ports, organization.id),
  )
  const later = useLater()
  const ui = useMemo(() => {
    const own = { ...organizationPanel, ...organizations, ...organizationProfile }
    const texts = { ...own, ...later?.texts, ...lateTexts, ...domains?.texts }
    return createUi({ environment, appearance, localization, texts, format: formatMessage, id })
  }, [appearance, localization, later, lateTexts, domains])
  useEffect(() => router.watch(setPart), [router])
  useFocusOnPage(part, id)

  const { t } = ui
  const go = (to: string) => {
    router.write(to, 'push')
    setPart(to)
  }
  const own = {
    general: { title: t('organizationProfile.general'), drawing: building },
    members: { title: t('organizationProfile.members'), drawing: people },
    security: { title: t('organizationProfile.security'), drawing: lock },
  }
  const links = linksTo(places, own, router)
  const userId =
    host.client?.sessions.find((one) => one.id === host.sessionId)?.public_user_data.user_id ?? ''
  const content = (
    <ProfileFrame
      label={t('organizationProfile.label')}
      heading={<bdi>{organization.name}</bdi>}
      {...{ links, onGo: go }}
      part={here?.part ?? ''}
      title={links.find((link) => link.part === here?.part)?.label ?? ''}
    >
      {typeof page === 'object' && page.mount && (
        <CustomContent key={page.url} mount={page.mount} unmount={page.unmount} />
      )}
      {page === 'general' && (
        <GeneralPage machines={machines}>{domains && <Running {...domains} />}</GeneralPage>
      )}
      {late && <LateContent {...late} />}
    </ProfileFrame>
  )
  return (
    <UiProvider value={ui}>
      <FactsProvider value={{ membership, userId, environment, may: allows, Preview: later?.Preview }}>
        {frame(content)}
      </FactsProvider>
    </UiProvider>
  )
}
