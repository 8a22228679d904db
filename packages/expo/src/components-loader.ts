import type { KeywrightOptions } from '@keywright/js'

type LoadComponents = NonNullable<KeywrightOptions['ui']>

let load: LoadComponents | undefined

/** `@keywright/expo/web` brings the components; native apps never load them. */
export function provideComponents(loader: LoadComponents): void {
  load = loader
}

export const loadComponents: LoadComponents = async (kind) => {
  if (!load) throw new TypeError('Keywright: the components are in @keywright/expo/web, for the web alone.')
  return load(kind)
}
