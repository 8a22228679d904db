import type { KeywrightOptions } from '@keywright/js'

/** Options of the client that can be written down; what is a function cannot be handed to a page. */
export type ClientOptions = Omit<
  KeywrightOptions,
  'ui' | 'routerPush' | 'allowedRedirectOrigins' | 'seed'
> & {
  allowedRedirectOrigins?: readonly string[] | undefined
}
