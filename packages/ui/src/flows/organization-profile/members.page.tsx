import {
  createMachine,
  type InvitationsContext,
  invitationsContext,
  invitationsFlow,
  type Machine,
  type MembersContext,
  membersContext,
  membersFlow,
  type ProfilePorts,
  type RequestsContext,
  requestsContext,
  requestsFlow,
} from '@keywright/js/flows'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { organizationMembers } from '../../localization/en/organization-members.ts'
import { type Tab, Tabs } from '../../primitives/tabs.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import { invitationsPanel } from './invitations.panel.tsx'
import { membersPanel } from './members.panel.tsx'
import { Running, useFacts } from './organization-facts.ts'
import { requestsPanel } from './requests.panel.tsx'

export const texts = organizationMembers

export function createMembersMachines(ports: ProfilePorts, organizationId: string, canManage: boolean) {
  return {
    members: createMachine(membersFlow, membersContext(organizationId, canManage), { ports }),
    invitations: createMachine(invitationsFlow, invitationsContext(organizationId), { ports }),
    requests: createMachine(requestsFlow, requestsContext(organizationId), { ports }),
  }
}

export type MembersMachines = ReturnType<typeof createMembersMachines>

type TabName = 'members' | 'invitations' | 'requests'

/** Who belongs to the organization, who is asked to, and who asks. */
export function MembersPage({ machines, first = 'members' }: { machines: MembersMachines; first?: TabName }) {
  const { t } = useUi()
  const { may, environment } = useFacts()
  const [selected, setSelected] = useState<TabName>(first)
  const canManage = may('org:sys_memberships:manage')
  const hasRequests = canManage && environment.organization_settings.domains.enabled
  // What was searched for is not all there is.
  const listed = ({ members, query }: MembersContext) => (query === '' ? members : undefined)
  const members = useCount(machines.members, listed, true)
  const invitations = useCount(machines.invitations, (one: InvitationsContext) => one.invitations, canManage)
  const requests = useCount(machines.requests, (one: RequestsContext) => one.requests, hasRequests)
  useFollow(machines, hasRequests)
  const seen = useRef(new Set([first]))
  const select = (name: TabName) => {
    setSelected(name)
    // Others work on the same lists; what has just been loaded is as it is.
    if (name !== selected && seen.current.has(name)) machines[name].send({ type: 'REFRESH' })
    seen.current.add(name)
  }
  const tabs: Tab<TabName>[] = [
    { name: 'members', text: t('members.tab.members'), count: members },
    ...(canManage
      ? [{ name: 'invitations' as const, text: t('members.tab.invitations'), count: invitations }]
      : []),
    ...(hasRequests ? [{ name: 'requests' as const, text: t('members.tab.requests'), count: requests }] : []),
  ]
  return (
    <Tabs label={t('members.tabs')} tabs={tabs} selected={selected} onSelect={select}>
      {selected === 'members' && <Running key="members" machine={machines.members} view={membersPanel} />}
      {selected === 'invitations' && (
        <Running key="invitations" machine={machines.invitations} view={invitationsPanel} />
      )}
      {selected === 'requests' && <Running key="requests" machine={machines.requests} view={requestsPanel} />}
    </Tabs>
  )
}

/** Whoever was let in is a member now, and counted among them. */
function useFollow({ requests, members }: MembersMachines, isShown: boolean): void {
  useLayoutEffect(() => {
    if (!isShown) return
    let before = requests.get().context.notice
    return requests.subscribe(({ context: { notice } }) => {
      if (notice === 'accepted' && before !== notice) members.send({ type: 'REFRESH' })
      before = notice
    })
  }, [requests, members, isShown])
}

/** How many there are in a list, for as long as the page is shown; `undefined` until that is known. */
function useCount<Context>(
  machine: Pick<Machine<string, Context, { type: string }>, 'get' | 'subscribe'>,
  listOf: (context: Context) => { total: number } | undefined,
  isShown: boolean,
): number | undefined {
  const [count, setCount] = useState<number>()
  useLayoutEffect(() => {
    if (!isShown) return
    return machine.subscribe(({ value, context }) => {
      const list = value === 'loading' ? undefined : listOf(context)
      if (list) setCount(list.total)
    })
  }, [machine, isShown])
  return count
}
