import type { LinkLanding } from '@keywright/js/flows'
import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { SocialPart } from '../flows/social/social-part.ts'
import { UiProvider } from '../primitives/ui-context.ts'
import type { UiHost } from '../ui-host.ts'
import type { ComponentKind, SignInProps, SignUpProps } from './component-props.ts'
import { createUi } from './create-ui.ts'
import type { FlowModule, Handover, Speech } from './flow-module.ts'
import { isBelow, type Router, scopeRouter } from './router.ts'

export interface AuthAppProps {
  kind: ComponentKind
  id: string
  host: UiHost
  props: SignInProps & SignUpProps
  router: Router
  landing: LinkLanding | null
  takesFocus: boolean
  social?: SocialPart | undefined
  /** The flow to begin with; the other one is loaded when it is needed. */
  first: { kind: ComponentKind; module: FlowModule }
  load: (kind: ComponentKind, part?: string) => Promise<FlowModule>
  onFinish?: (() => void) | undefined
  /** What the component is drawn in, when it is not the page itself. */
  Frame?: ((props: { children: ComponentChildren }) => VNode) | undefined
}

/** Where in the address a flow lives that has taken over from the other. */
const prefixes = { 'sign-up': 'create', 'sign-in': 'sign-in' } as const

const otherKind = (kind: ComponentKind): ComponentKind => (kind === 'sign-in' ? 'sign-up' : 'sign-in')

/** The flow an address belongs to. */
export function kindAt(kind: ComponentKind, part: string): ComponentKind {
  const other = otherKind(kind)
  return isBelow(part, prefixes[other]) ? other : kind
}

/** Sign-in and sign-up in one place: each can take over from the other without the page being left. */
export function AuthApp(app: AuthAppProps) {
  const { kind, id, host, props, router, first, load, Frame, social } = app
  const [flow, setFlow] = useState<typeof first & { handover?: Handover }>(first)
  const isCombined = canCombine(app)

  const goTo = (to: ComponentKind = flow.kind, handover?: Handover) => {
    if (to === flow.kind && !handover) return
    const page = `${to === 'sign-up' ? host.signUpUrl : host.signInUrl}${handover?.resumes ? '#/next' : ''}`
    if (to !== flow.kind && !isCombined) return host.navigate(page)
    void load(to, handover?.part).then((module) =>
      setFlow({ kind: to, module, ...(handover && { handover }) }),
    )
  }
  useEffect(() => router.watch((part) => goTo(kindAt(kind, part))), [flow.kind])

  const { appearance = {}, localization } = props
  const { FlowApp } = flow.module
  const [later, setLater] = useState<Speech>()
  const ui = useMemo(() => {
    const texts = { ...flow.module.texts, ...later?.texts }
    const { environment } = host
    const format = later?.format ?? flow.module.format
    return createUi({ environment, appearance, localization, texts, format, id, social })
  }, [appearance, localization, flow.module, later])
  const scope = useMemo(
    () => scopeRouter(router, flow.kind === kind ? '' : prefixes[flow.kind]),
    [router, flow.kind],
  )
  const content = (
    <FlowApp
      key={flow.kind + !flow.handover}
      {...{ host, props, isCombined, social }}
      router={scope}
      landing={flow.handover ? null : app.landing}
      handover={flow.handover}
      takesFocus={app.takesFocus || Boolean(flow.handover)}
      onFinish={app.onFinish}
      onHandOver={(handover) => goTo(handover.to, handover)}
      onSpeech={({ texts, format }) =>
        setLater((known) => ({ texts: { ...known?.texts, ...texts }, format }))
      }
    />
  )
  return <UiProvider value={ui}>{Frame ? <Frame>{content}</Frame> : content}</UiProvider>
}

/** By default a sign-in includes the sign-up, unless the host has a page of its own for it. */
function canCombine({ kind, props }: AuthAppProps): boolean {
  if (kind === 'sign-up') return props.signInUrl === undefined
  return props.withSignUp ?? props.signUpUrl === undefined
}
