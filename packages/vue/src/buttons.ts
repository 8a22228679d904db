import type { SignOutOptions } from '@keywright/js'
import { urlsOfButton } from '@keywright/js/binding'
import { cloneVNode, defineComponent, h, isVNode, type SlotsType, Text, type VNode } from 'vue'
import { useKeywright } from './use-keywright.ts'

export interface AuthButtonProps {
  mode?: 'redirect' | 'modal' | undefined
  forceRedirectUrl?: string | undefined
  fallbackRedirectUrl?: string | undefined
  /** Of the dialog: whether providers are gone to in a window over it. */
  oauthFlow?: 'auto' | 'redirect' | 'popup' | undefined
}

/** One element that can be clicked; absent or a text: a button. */
type ButtonSlots = SlotsType<{ default?: unknown }>
type Slot = ((scope: object) => unknown) | undefined

const authProps = ['mode', 'forceRedirectUrl', 'fallbackRedirectUrl', 'oauthFlow'] as const
type Page = 'SignIn' | 'SignUp'

function authButton(name: string, page: Page, text: string) {
  return defineComponent(
    (props: AuthButtonProps, { slots }) => {
      const keywright = useKeywright()
      return () =>
        actingButton(slots.default, text, () => {
          const { mode, ...dialog } = props
          return mode === 'modal'
            ? keywright.value[`open${page}`](dialog)
            : keywright.value[`redirectTo${page}`](urlsOfButton(dialog))
        })
    },
    { name, props: [...authProps], slots: {} as ButtonSlots },
  )
}

export const SignInButton = /* @__PURE__ */ authButton('SignInButton', 'SignIn', 'Sign in')
export const SignUpButton = /* @__PURE__ */ authButton('SignUpButton', 'SignUp', 'Sign up')

type SignOutButtonProps = { [Name in keyof SignOutOptions]: SignOutOptions[Name] | undefined }

export const SignOutButton = /* @__PURE__ */ defineComponent(
  (props: SignOutButtonProps, { slots }) => {
    const keywright = useKeywright()
    return () => actingButton(slots.default, 'Sign out', () => keywright.value.signOut(given(props)))
  },
  { name: 'SignOutButton', props: ['sessionId', 'redirectUrl'], slots: {} as ButtonSlots },
)

const given = (options: object): SignOutOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))

/** Lets the child act when it is clicked, after whatever it does itself. */
function actingButton(slot: Slot, text: string, act: () => unknown): VNode {
  const child = childOf(slot) ?? h('button', { type: 'button' }, [slot?.({}) ?? text] as never)
  const own: unknown = child.props?.onClick
  const clone = cloneVNode(child, {})
  clone.props = {
    ...clone.props,
    async onClick(event: MouseEvent) {
      try {
        for (const handler of [own].flat()) if (typeof handler === 'function') await handler(event)
        if (!event.defaultPrevented) await act()
      } catch (error) {
        reportError(error)
      }
    },
  }
  return clone
}

/** The one element of a slot, if it is not a text. */
function childOf(slot: Slot): VNode | undefined {
  const children = [slot?.({})].flat().filter(isVNode)
  const [child] = children
  return children.length === 1 && child?.type !== Text ? child : undefined
}
