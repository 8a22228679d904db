import type { KeywrightOptions, UiModule } from '@keywright/js'

type LoadUi = NonNullable<KeywrightOptions['ui']>

/** Brings what a component is drawn with, in pieces of the app's own bundle: nothing of the other components. */
export const loadUi: LoadUi = async (kind) => {
  const [module] = await Promise.all(
    kind.startsWith('user')
      ? [import('@keywright/ui/user'), import('@keywright/ui/user-styles.css')]
      : [import('@keywright/ui'), import('@keywright/ui/styles.css')],
  )
  return module as unknown as UiModule
}
