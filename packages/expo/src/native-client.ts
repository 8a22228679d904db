import { createKeywright, type Keywright, type KeywrightOptions } from '@keywright/js'
import { createNativePlatform, type NativePlatformOptions } from './native-platform.ts'

export type NativeKeywrightOptions = KeywrightOptions & NativePlatformOptions

/** The client of a native app, for code without React. An app has one: two would each keep a token of their own. */
export function createNativeKeywright(given: NativeKeywrightOptions): Keywright {
  const { tokenCache, openUrl, ...options } = given
  return createKeywright(options, createNativePlatform({ tokenCache, openUrl, url: options.url }))
}
