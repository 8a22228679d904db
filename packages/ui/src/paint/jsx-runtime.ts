/** What a compiler makes of the elements in views that are painted: plain descriptions, without a library behind them. */
import type { ComponentChildren, VNode } from 'preact'

export type { JSX } from 'preact/jsx-runtime'

/** No JSON has an own `constructor` that is undefined: by that an element is told from data. */
export function jsx(type: VNode['type'], props: VNode['props'], key?: VNode['key']): VNode {
  return { type, props, key: key ?? null, constructor: undefined } as VNode
}

export { jsx as jsxDEV, jsx as jsxs }

export const Fragment = ({ children }: { children?: ComponentChildren }): ComponentChildren => children
