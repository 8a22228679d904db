import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks'
import { adoptStyles } from '../../app/adopt-styles.ts'
import { createUi } from '../../app/create-ui.ts'
import { profile } from '../../localization/en/profile.ts'
import { formatMessage } from '../../localization/message-format.ts'
import { Alert } from '../../primitives/alert.tsx'
import * as pages from '../../primitives/page-drawings.ts'
import { Spinner } from '../../primitives/spinner.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { UiProvider } from '../../primitives/ui-context.ts'
import type { UiHost } from '../../ui-host.ts'
import type { ShellAppProps } from '../shared/profile-shell.tsx'
import { useFocusOnPage } from '../shared/use-focus-on-page.ts'
import { useLoaded } from '../shared/use-loaded.ts'
import { CustomContent } from './custom-content.tsx'
import { createProfileMachines, ProfilePage } from './profile.page.tsx'
import type { ProfileUser } from './profile.view.ts'
import { linksTo, ProfileFrame } from './profile-frame.tsx'
import { placeAt, placesOf } from './profile-pages.ts'
import { FactsProvider, Running } from './use-section.tsx'
import type { UserProfileProps } from './user-profile.props.ts'

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

type Later = Omit<typeof import('./profile.later.ts'), 'css'>

/** What is needed once somebody does something; asked for again when they come back to a page that it failed. */
function useLater() {
  const [later, setLater] = useState<Later>()
  useEffect(() => {
    const load = () =>
      import('./profile.later.ts').then(
        ({ css, texts, emailPanel, Preview }) => {
          adoptStyles(css)
          setLater({ texts, emailPanel, Preview })
        },
        () => addEventListener('online', load, { once: true }),
      )
    void load()
    return () => removeEventListener('online', load)
  }, [])
  return later
}

/** The whole profile: its pages, and the one that the address names. */
export function ProfileApp({
  host,
  props,
  id,
  router,
  ports,
  frame,
  onGone,
}: ShellAppProps<UserProfileProps>) {
  const user = useUser(host)
  const [part, setPart] = useState(router.read)
  const { appearance = {}, localization, customPages = [] } = props
  const places = placesOf(['account', 'security'] as const, customPages)
  const here = placeAt(places, part)
  const isWanted = here?.page === 'security'
  const { social, attributes } = host.environment.user_settings
  const {
    loaded: security,
    hasFailed,
    load,
  } = useLoaded(isWanted, async () =>
    (await import('./security.page.tsx')).bringPage(ports, host.environment, user),
  )
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
  const own = {
    account: { title: t('profile.page'), drawing: pages.user },
    security: { title: t('profile.security'), drawing: pages.lock },
  }
  const links = linksTo(places, own, router)
  const title = links.find((link) => link.part === here?.part)?.label ?? ''
  const page = here?.page
  const content = (
    <ProfileFrame
      label={t('profile.pages')}
      heading={t('profile.title')}
      {...{ links, title, onGo: go }}
      part={here?.part ?? ''}
    >
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
          Preview: later?.Preview,
        }}
      >
        {frame(content)}
      </FactsProvider>
    </UiProvider>
  )
}
