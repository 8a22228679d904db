/** The components of a page: mounted where the page has an element for one, taken away where it has none any more. */
import type { ComponentHandle, ComponentProps, Keywright, MountedKind } from '@keywright/js'
import { readParts } from './parts.ts'

const selector = '[data-keywright-component]'

export function createComponents(keywright: Keywright): { follow(): void } {
  const mounted = new Map<HTMLElement, ComponentHandle>()

  return {
    follow() {
      for (const [node, handle] of mounted) {
        if (node.isConnected) continue
        handle.unmount()
        mounted.delete(node)
      }
      for (const node of document.querySelectorAll<HTMLElement>(selector)) {
        // What nobody sees need not come.
        if (mounted.has(node) || node.closest('[hidden]')) continue
        const kind = node.dataset.keywrightComponent as MountedKind
        mounted.set(node, keywright.mountComponent(kind, node, propsOf(kind, node)))
      }
    },
  }
}

function propsOf(kind: MountedKind, node: HTMLElement): ComponentProps {
  const props = JSON.parse(node.dataset.keywrightProps ?? '{}') as Record<string, unknown>
  const { customPages, customMenuItems } = readParts(node)
  if (kind === 'user-profile' || kind === 'organization-profile')
    return { ...(customPages && { customPages }), ...props }
  if (kind !== 'user-button') return props
  const profile = { ...(customPages && { customPages }), ...(props.userProfileProps as object | undefined) }
  return {
    ...(customMenuItems && { customMenuItems }),
    ...props,
    ...(Object.keys(profile).length > 0 && { userProfileProps: profile }),
  }
}
