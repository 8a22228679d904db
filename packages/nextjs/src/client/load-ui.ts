import type { KeywrightOptions, UiModule } from '@keywright/js'

type LoadUi = NonNullable<KeywrightOptions['ui']>

/** Brings what a component is drawn with, in pieces of the app's own bundle: nothing of the other components. */
export const loadUi: LoadUi = async (kind) => {
  const [module] = await Promise.all(
    kind.startsWith('user')
      ? [import('@keywright/ui/user'), bringStyles('user-styles', () => import('@keywright/ui/user-styles'))]
      : [import('@keywright/ui'), bringStyles('styles', () => import('@keywright/ui/styles'))],
  )
  return module as unknown as UiModule
}

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
