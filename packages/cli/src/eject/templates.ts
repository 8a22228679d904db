/** Files that hold ejected views together in an app. They are text here, because they stand among files that only the app has. */

const flowCard = `/** What every step of a flow stands in: its texts, the brand of the application, and the focus that goes along. */
import { useKeywright } from '@keywright/react'
import { focusStep } from '@keywright/react/elements'
import { type ReactNode, useEffect, useId, useMemo, useRef } from 'react'
import { socialViews } from './flows/social/social.views'
import './keywright.css'
import { common } from './localization/en/common'
import { errors } from './localization/en/errors'
import { first } from './localization/en/first'
import { social } from './localization/en/social'
import { formatMessage } from './localization/message-format'
import { createTranslate, type Translate } from './localization/translate'
import { type Brand, UiProvider } from './primitives/ui-context'

/** Another language: give other texts and its name here. */
const locale = 'en'

export function FlowCard(props: {
  step: string
  hasMoved: boolean
  texts: Readonly<Record<string, string>>
  children: (t: Translate) => ReactNode
}) {
  const { step, hasMoved, texts, children } = props
  const { environment } = useKeywright()
  const prefix = useId()
  const element = useRef<HTMLDivElement>(null)
  const ui = useMemo(() => {
    const brand = brandOf(environment?.display_config)
    const all = { ...first, ...common, ...errors, ...social, ...texts }
    return {
      brand,
      t: createTranslate(all, locale, { applicationName: brand.name }, formatMessage),
      id: (name: string) => \`\${prefix}-\${name}\`,
      slot: (name: string) => \`kw-\${name}\`,
      social: socialViews,
    }
  }, [environment, prefix, texts])
  useEffect(() => {
    if (hasMoved && element.current) focusStep(element.current)
  }, [step, hasMoved])
  return (
    <UiProvider value={ui}>
      <div className="kw-root" lang={locale} data-moved={hasMoved ? '' : undefined} ref={element}>
        {children(ui.t)}
      </div>
    </UiProvider>
  )
}

type Display = NonNullable<ReturnType<typeof useKeywright>['environment']>['display_config']

function brandOf(display: Display | undefined): Brand {
  return {
    name: display?.application_name ?? '',
    logoUrl: display?.logo_image_url ?? null,
    homeUrl: display?.logo_link_url || display?.home_url || '',
    placesLogo: true,
    termsUrl: display?.terms_url ?? null,
    privacyUrl: display?.privacy_policy_url ?? null,
    helpUrl: display?.help_url ?? null,
    isDevelopment: display?.show_devmode_warning ?? false,
    isBranded: display?.branded ?? false,
  }
}
`

/** The component of one flow. */
const flowOf = (name: {
  flow: string
  component: string
  folder: string
  views: string
  words: string
}) => `/**
 * The ${name.words} of this app. It is yours: change the views in \`flows/${name.folder}\`, the parts in \`primitives\`, the looks in
 * \`keywright.css\` and the words in \`localization\`. Which step comes next is still decided by \`@keywright/react\`.
 */
import { type FlowOptions, useFlow } from '@keywright/react/elements'
import { FlowCard } from './flow-card'
import { ${name.views} } from './flows/${name.folder}/${name.folder}.views'
import { ${name.flow} } from './localization/en/${name.folder}'
import { ${name.flow}Start } from './localization/en/${name.folder}-start'

const texts = { ...${name.flow}Start, ...${name.flow} }

export function ${name.component}(props: FlowOptions) {
  const { state, context, pending, error, hasMoved, send } = useFlow('${name.flow}', props)
  // Until the client is loaded it is not known what this instance asks for.
  if (state === undefined || context === undefined) return <div className="kw-root" aria-busy="true" />
  const view = ${name.views}[state]
  return (
    <FlowCard step={state} hasMoved={hasMoved} texts={texts}>
      {(t) => view({ snapshot: { value: state, context, pending, error }, send, t })}
    </FlowCard>
  )
}
`

const userButton = `/**
 * The user button of this app. It is yours: change its views in \`flows/user-button\` and its looks in \`user-button.css\`. Who
 * is signed in, and what becomes of a click, is still decided by \`@keywright/react\`. Popovers need React 19.
 */
import { type FlowOptions, useFlow } from '@keywright/react/elements'
import { useEffect, useId, useMemo, useRef } from 'react'
import './user-button.css'
import { createMenuKeys } from './flows/user-button/menu-keys'
import { createSay } from './flows/user-button/say'
import { UserButton as View } from './flows/user-button/user-button.view'

const t = createSay(undefined)
const slot = (name: string) => \`kw-\${name}\`

export function UserButton({ showName = false, ...options }: FlowOptions & { showName?: boolean }) {
  const { state, context, pending, error, send } = useFlow('userButton', options)
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const onMenuKey = useMemo(() => createMenuKeys(() => send({ type: 'CLOSE' })), [send])
  const isOpen = state === 'open'
  useEffect(() => place(root.current, isOpen), [isOpen])

  /** The browser has opened or closed the menu, or has done what it was told. */
  function onToggle() {
    const isThere = root.current?.querySelector('[popover]')?.matches(':popover-open') ?? false
    send({ type: isThere ? 'OPEN' : 'CLOSE' })
    if (isThere) root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }

  return (
    <div className="kw-root" ref={root}>
      {state && context && (
        <View
          snapshot={{ value: state, context, pending, error }}
          {...{ send, id, onToggle, onMenuKey, t, slot }}
          showsName={showName}
          arrange={undefined}
        />
      )}
    </div>
  )
}

/** Opens or closes the menu as the flow says. What had the focus gets it back. */
function place(root: HTMLElement | null, isOpen: boolean): void {
  const menu = root?.querySelector<HTMLElement>('[popover]')
  const trigger = root?.querySelector('button')
  if (!menu || !trigger || menu.matches(':popover-open') === isOpen) return
  const hadFocus = menu.contains(document.activeElement)
  if (isOpen) menu.showPopover({ source: trigger })
  else menu.hidePopover()
  if (hadFocus) trigger.focus()
}
`

export const bodies = {
  flowCard,
  userButton,
  signIn: flowOf({
    ...{ flow: 'signIn', component: 'SignIn', folder: 'sign-in', views: 'signInViews', words: 'sign-in' },
  }),
  signUp: flowOf({
    ...{ flow: 'signUp', component: 'SignUp', folder: 'sign-up', views: 'signUpViews', words: 'sign-up' },
  }),
}
