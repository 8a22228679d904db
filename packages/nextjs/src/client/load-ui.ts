import type { KeywrightOptions, UiModule } from '@keywright/js'

type LoadUi = NonNullable<KeywrightOptions['ui']>

/** Brings what a component is drawn with, in pieces of the app's own bundle: nothing of the other components. */
export const loadUi: LoadUi = async (kind) => {
  const isOfUser = kind.startsWith('user')
  const [module] = await Promise.all(
    isOfUser
      ? [import('@keywright/ui/user'), hasStyles('user-styles') || import('@keywright/ui/user-styles')]
      : [import('@keywright/ui'), hasStyles('styles') || import('@keywright/ui/styles')],
  )
  return module as unknown as UiModule
}

/** A page that a server drew a component into has its stylesheet already. */
function hasStyles(name: 'styles' | 'user-styles'): boolean {
  const probe = document.createElement('div')
  probe.className = 'kw-root'
  probe.hidden = true
  document.body.append(probe)
  const isThere = getComputedStyle(probe).getPropertyValue(`--kw-${name}`) !== ''
  probe.remove()
  return isThere
}
