/** What a compiler makes of the elements in views that are painted: plain descriptions, without a library behind them. */
import type { ComponentChildren, VNode } from 'preact'

export type { JSX } from 'preact/jsx-runtime'

export function jsx(type: VNode['type'], props: VNode['props'], key?: VNode['key']): VNode {
  return { type, props, key: key ?? null }
}

export { jsx as jsxDEV, jsx as jsxs }

export const Fragment = ({ children }: { children?: ComponentChildren }): ComponentChildren => children
