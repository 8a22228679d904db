import { type ProfilePorts, withReverification } from '@keywright/js/flows'
import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { adoptStyles } from '../../app/adopt-styles.ts'
import { createUi } from '../../app/create-ui.ts'
import type { Router } from '../../app/router.ts'
import { profile } from '../../localization/en/profile.ts'
import { formatMessage } from '../../localization/message-format.ts'
import { Alert } from '../../primitives/alert.tsx'
import * as drawings from '../../primitives/drawings.ts'
import { Icon } from '../../primitives/icon.tsx'
import { Spinner } from '../../primitives/spinner.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { UiProvider } from '../../primitives/ui-context.ts'
import type { UiHost } from '../../ui-host.ts'
import { CustomContent, CustomIcon } from './custom-content.tsx'
import { outside } from './profile.drawings.ts'
import { createProfileMachines, ProfilePage } from './profile.page.tsx'
import type { ProfileUser } from './profile.view.ts'
import { ProfileFrame, type ProfileLink } from './profile-frame.tsx'
import { type OwnPage, placeAt, placesOf } from './profile-pages.ts'
import { FactsProvider, Running } from './use-section.tsx'
import type { CustomPage, UserProfileProps } from './user-profile.props.ts'

export interface ProfileAppProps {
  host: UiHost
  props: UserProfileProps
  id: string
  router: Router
  ports: ProfilePorts
  /** What is around it: a dialog, or nothing. */
  frame: (content: VNode) => VNode
  /** Nobody is signed in any more. */
  onGone: () => void
}

/** The world as the sections see it, from what the host gives. */
export function profilePorts(host: UiHost, router: Router, props: () => UserProfileProps): ProfilePorts {
  const proof = () => prove(host, props())
  return {
    ...{ api: withReverification(host.api, proof), prove: proof },
    now: Date.now,
    later(task, milliseconds) {
      const timer = setTimeout(task, milliseconds)
      return () => clearTimeout(timer)
    },
    linkUrl: () => router.href(''),
    sessionId: () => host.sessionId,
    async leave() {
      host.navigate(props().afterSignOutUrl ?? host.afterSignOutUrl)
    },
  }
}

async function prove(host: UiHost, { appearance, localization }: UserProfileProps): Promise<boolean> {
  const { openReverification } = await import('../reverification/reverification.app.tsx')
  const looks = { ...(appearance && { appearance }), ...(localization && { localization }) }
  return await new Promise((resolve) => openReverification(host, { ...looks, onEnd: resolve }))
}

/** Who the user is on this page, as the client stands. */
function useUser(host: UiHost): ProfileUser | undefined {
  const read = () =>
    host.client?.sessions.find(({ id }) => id === host.sessionId)?.user as ProfileUser | undefined
  const [user, setUser] = useState(read)
  useLayoutEffect(() => {
    setUser(read)
    return host.subscribe(() => setUser(read))
  }, [host])
  return user
}

/** Loaded when it is asked for; once more when its visitor asks again. */
function useLoaded<Loaded>(isWanted: boolean, bring: () => Promise<Loaded>) {
  const [loaded, setLoaded] = useState<Loaded>()
  const [hasFailed, setFailed] = useState(false)
  const load = () => {
    setFailed(false)
    bring().then(setLoaded, () => setFailed(true))
  }
  useEffect(() => {
    if (isWanted && !loaded) load()
  }, [isWanted])
  return { loaded, hasFailed, load }
}

async function bringSecurity(ports: ProfilePorts) {
  const { SecurityPage: Page, createSecurityMachines, texts } = await import('./security.page.tsx')
  return { Page, machines: createSecurityMachines(ports), texts }
}

type Later = Omit<typeof import('./profile.later.ts'), 'css'>

/** What is needed once somebody does something; asked for again when they come back to a page that it failed. */
function useLater() {
  const [later, setLater] = useState<Later>()
  useEffect(() => {
    const load = () =>
      import('./profile.later.ts').then(
        ({ css, texts, emailPanel }) => {
          adoptStyles(css)
          setLater({ texts, emailPanel })
        },
        () => addEventListener('online', load, { once: true }),
      )
    void load()
    return () => removeEventListener('online', load)
  }, [])
  return later
}

/** The whole profile: its pages, and the one that the address names. */
export function ProfileApp({ host, props, id, router, ports, frame, onGone }: ProfileAppProps) {
  const user = useUser(host)
  const [part, setPart] = useState(router.read)
  const { appearance = {}, localization, customPages = [] } = props
  const places = placesOf(customPages)
  const here = placeAt(places, part)
  const isWanted = here?.page === 'security'
  const { loaded: security, hasFailed, load } = useLoaded(isWanted, () => bringSecurity(ports))
  const { social, attributes } = host.environment.user_settings
  /** Accounts elsewhere, and wallets, are there where the instance has them, and for users who have one. */
  const wants = (kinds: readonly { enabled: boolean }[], own: readonly unknown[] = []) =>
    here?.page === 'account' && (own.length > 0 || kinds.some(({ enabled }) => enabled))
  const { loaded: accounts } = useLoaded(wants(Object.values(social), user?.external_accounts), async () =>
    (await import('./accounts.section.tsx')).bringSection(ports, host, props),
  )
  const { loaded: wallets } = useLoaded(wants([attributes.web3_wallet], user?.web3_wallets), async () =>
    (await import('./wallets.section.tsx')).bringSection(ports),
  )
  const later = useLater()
  const machines = useMemo(() => createProfileMachines(ports, host.environment), [ports])
  const ui = useMemo(() => {
    const texts = { ...profile, ...later?.texts, ...security?.texts, ...accounts?.texts, ...wallets?.texts }
    return createUi({
      environment: host.environment,
      appearance,
      localization,
      texts,
      format: formatMessage,
      id,
    })
  }, [appearance, localization, later, security, accounts, wallets])
  useEffect(() => router.watch(setPart), [router])
  useEffect(() => {
    if (!user) onGone()
  }, [user])
  useFocusOnPage(part, id)
  if (!user) return null

  const { t } = ui
  const go = (to: string) => {
    router.write(to, 'push')
    setPart(to)
  }
  const links = places.map(({ page, part: at }): ProfileLink => {
    const away = typeof page === 'string' ? undefined : (page.href ?? page.url)
    return {
      part: at,
      href: at === undefined ? (away ?? '') : router.href(at),
      label: typeof page === 'string' ? t(ownTitles[page]) : page.label,
      icon: iconOf(page),
    }
  })
  const title = links.find((link) => link.part === here?.part)?.label ?? ''
  const page = here?.page
  const content = (
    <ProfileFrame links={links} part={here?.part ?? ''} title={title} onGo={go}>
      {typeof page === 'object' && page.mount && (
        <CustomContent key={page.url} mount={page.mount} unmount={page.unmount} />
      )}
      {page === 'account' && (
        <ProfilePage machines={machines}>
          {accounts && <Running {...accounts} />}
          {wallets && <Running {...wallets} />}
        </ProfilePage>
      )}
      {page === 'security' && (
        <>
          <Alert
            tone="danger"
            text={hasFailed ? t('profile.loadFailed') : undefined}
            action={<LinkButton onClick={load}>{t('common.retry')}</LinkButton>}
          />
          {security ? <security.Page machines={security.machines} /> : !hasFailed && <Spinner size="large" />}
        </>
      )}
    </ProfileFrame>
  )
  return (
    <UiProvider value={ui}>
      <FactsProvider
        value={{
          user,
          environment: host.environment,
          sessionId: host.sessionId,
          emailPanel: later?.emailPanel,
        }}
      >
        {frame(content)}
      </FactsProvider>
    </UiProvider>
  )
}

const ownTitles = { account: 'profile.page', security: 'profile.security' } as const
const ownDrawings = { account: drawings.user, security: drawings.lock }

function iconOf(page: OwnPage | CustomPage): VNode {
  if (typeof page === 'string') return <Icon drawing={ownDrawings[page]} />
  if (page.mountIcon) return <CustomIcon mount={page.mountIcon} unmount={page.unmountIcon} />
  return <Icon drawing={page.icon ?? outside} />
}

/** Whoever goes to another page is told where they are. */
function useFocusOnPage(part: string, id: string): void {
  const before = useRef(part)
  useLayoutEffect(() => {
    if (before.current === part) return
    before.current = part
    document.getElementById(`${id}-title`)?.focus()
  }, [part])
}
