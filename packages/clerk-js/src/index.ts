import { createKeywright, type Keywright, type KeywrightOptions } from '@keywright/js'

export * from '@keywright/js'

/** Where the older class took a domain, a newer one takes options. */
export type ClerkOptions = Omit<KeywrightOptions, 'publishableKey'>

/** The client of a page, as tutorials name it. */
export interface Clerk extends Omit<Keywright, 'load'> {
  /** Asks the server for all there is to know. What is given here counts from then on. */
  load(options?: Partial<ClerkOptions>): Promise<void>
}

type LoadUi = NonNullable<KeywrightOptions['ui']>

/** Nothing of the components is loaded before the first one is shown. */
const loadUi: LoadUi = (kind) =>
  (kind.startsWith('user') ? import('@keywright/ui/user') : import('@keywright/ui')) as ReturnType<LoadUi>

class PageClient {
  constructor(publishableKey: string, given: ClerkOptions | string = {}) {
    const options: KeywrightOptions = {
      ui: loadUi,
      ...(typeof given === 'string' ? {} : given),
      publishableKey,
    }
    const keywright = createKeywright(options)
    // Getters stay getters: what they read changes.
    Object.defineProperties(this, Object.getOwnPropertyDescriptors(keywright))
    const load = (later: Partial<ClerkOptions> = {}) => {
      Object.assign(options, withoutTheirs(later))
      return keywright.load()
    }
    Object.defineProperty(this, 'load', { value: load, configurable: true })
  }
}

/** What says where the official components are is no way to ours. */
function withoutTheirs({ ui, ...options }: Partial<ClerkOptions>): Partial<ClerkOptions> {
  return typeof ui === 'function' ? { ...options, ui } : options
}

/** `const clerk = new Clerk(publishableKey); await clerk.load(); clerk.mountSignIn(element)` */
export const Clerk = PageClient as unknown as new (
  publishableKey: string,
  options?: ClerkOptions | string,
) => Clerk

/** @alias */
// biome-ignore lint/style/noDefaultExport: older tutorials say `import Clerk from`
export default Clerk
