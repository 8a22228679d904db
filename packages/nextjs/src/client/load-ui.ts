import type { KeywrightOptions } from '@keywright/js'

type LoadUi = NonNullable<KeywrightOptions['ui']>

/** Brings what a component is drawn with, in pieces of the app's own bundle: nothing of the other components. */
export const loadUi: LoadUi = async (kind) => {
  if (/^(sign|google)/.test(kind)) return (await withStyles(import('@keywright/ui'), firstStyles())) as Ui
  // The profile is drawn with both; the button opens it, and is not kept waiting for it.
  const isSmall = ['user-button', 'user-avatar', 'organization-switcher'].includes(kind)
  const styles = isSmall ? userStyles() : Promise.all([userStyles(), firstStyles()])
  const module = await withStyles(import('@keywright/ui/user'), styles)
  if (kind === 'user-button' || kind === 'organization-switcher') firstStyles().catch(() => undefined)
  return module as Ui
}

type Ui = Awaited<ReturnType<LoadUi>>

const withStyles = async (module: Promise<object>, styles: Promise<unknown>): Promise<unknown> =>
  (await Promise.all([module, styles]))[0]

const firstStyles = () => bringStyles('styles', () => import('@keywright/ui/styles'))
const userStyles = () => bringStyles('user-styles', () => import('@keywright/ui/user-styles'))

/** A page that a server drew a component into, or that brings the stylesheet itself, has its rules already. */
async function bringStyles(name: string, load: () => Promise<{ adopt(): void }>): Promise<void> {
  const probe = document.createElement('div')
  probe.className = 'kw-root'
  probe.hidden = true
  document.body.append(probe)
  const isThere = getComputedStyle(probe).getPropertyValue(`--kw-${name}`) !== ''
  probe.remove()
  if (!isThere) (await load()).adopt()
}
