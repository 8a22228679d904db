import type { Keywright } from '@keywright/js'
import type { InitialState } from '@keywright/js/binding'
import { publishableKey } from '@keywright/test-kit/fake-keywright'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { type App, type Component, createApp, createSSRApp, h, nextTick, type VNodeChild } from 'vue'
import { keywrightPlugin } from '../index.ts'

const living = new Set<App>()

/** What Vue complains about is a fault of the test that causes it. */
export function expectNoComplaints(): void {
  const complained = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')]
  beforeEach(() => {
    for (const spy of complained) spy.mockReset()
  })
  afterEach(() => {
    for (const app of living) app.unmount()
    living.clear()
    expect(complained.flatMap((spy) => spy.mock.calls)).toEqual([])
  })
}

export interface Page {
  keywright: Keywright
  initialState?: InitialState | undefined
}

export type Render = () => VNodeChild

/** A component that draws this. */
export const componentOf = (render: Render): Component => ({ render })

/** Draws it in an app of its own, or brings to life what a server has drawn of it. */
export async function draw({ keywright, initialState }: Page, render: Render, drawnByServer?: HTMLElement) {
  const node = drawnByServer ?? pageWith('')
  const app = (drawnByServer ? createSSRApp : createApp)(componentOf(render))
  app.use(keywrightPlugin, { publishableKey, keywright, initialState })
  app.mount(node)
  living.add(app)
  await settle()
  return {
    node,
    text: () => node.textContent ?? '',
    unmount() {
      app.unmount()
      living.delete(app)
    },
  }
}

/** Draws something that a composable gives, and tells of each change of it. */
export const watching = (read: () => () => unknown, seen: unknown[]): Component => ({
  setup() {
    const take = read()
    return () => {
      seen.push(take())
      return h('i')
    }
  },
})

/** An element of the page with what a server has drawn. */
export function pageWith(html: string): HTMLElement {
  const node = document.body.appendChild(document.createElement('div'))
  node.innerHTML = html
  return node
}

/** Lets everything happen that waits for its turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setTimeout(resolve))
  await nextTick()
}

export async function click(element: Element | null): Promise<void> {
  element?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
  await settle()
}
