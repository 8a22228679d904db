import type { Keywright } from '@keywright/js'
import type { InitialState } from '@keywright/js/binding'
import { publishableKey } from '@keywright/test-kit/fake-keywright'
import { act, type ReactNode } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { KeywrightProvider } from '../keywright-provider.tsx'

const roots = new Set<Root>()

/** What React complains about is a fault of the test that causes it. */
export function expectNoComplaints(): void {
  const complained = vi.spyOn(console, 'error')
  beforeEach(() => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
    complained.mockReset()
  })
  afterEach(async () => {
    for (const root of roots) await act(async () => root.unmount())
    roots.clear()
    expect(complained.mock.calls).toEqual([])
  })
}

export interface App {
  keywright: Keywright
  initialState?: InitialState | undefined
}

/** The children in an app of their own. */
export function appOf({ keywright, initialState }: App, children: ReactNode): ReactNode {
  return (
    <KeywrightProvider publishableKey={publishableKey} keywright={keywright} initialState={initialState}>
      {children}
    </KeywrightProvider>
  )
}

export interface Drawn {
  node: HTMLElement
  text(): string
  redraw(children: ReactNode): Promise<void>
  unmount(): Promise<void>
}

/** An element of the page with what a server has drawn. */
export function pageWith(html: string): HTMLElement {
  const node = document.body.appendChild(document.createElement('div'))
  node.innerHTML = html
  return node
}

/** Draws into a new element, or brings to life what a server has drawn in one. Waits until the client is loaded. */
export async function draw(children: ReactNode, drawnByServer?: HTMLElement): Promise<Drawn> {
  const node = drawnByServer ?? pageWith('')
  const root = drawnByServer ? undefined : createRoot(node)
  let living: Root | undefined
  await act(async () => {
    living = root ?? hydrateRoot(node, children)
    root?.render(children)
    roots.add(living)
  })
  await settle()
  return {
    node,
    text: () => node.textContent ?? '',
    redraw: (next) => act(async () => living?.render(next)),
    unmount: () => act(async () => living?.unmount()),
  }
}

/** Lets everything happen that waits for its turn. */
export async function settle(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setTimeout(resolve))
  })
}

export async function click(element: Element | null): Promise<void> {
  await act(async () => {
    element?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
  })
  await settle()
}

/** Tells what a hook gives, each time it is drawn. */
export function Watch<Value>({
  hook,
  seen,
}: {
  hook: () => Value
  seen: (value: Value) => unknown
}): ReactNode {
  seen(hook())
  return null
}
