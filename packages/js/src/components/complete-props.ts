import type { ComponentHost, ComponentProps, KeywrightOptions } from '../interface.ts'
import type { MountedKind, OpenedKind } from './component-kinds.ts'

/** What a component is given, and what the whole app has set up where nothing was said. */
export function completeProps(
  kind: MountedKind | OpenedKind,
  props: ComponentProps,
  options: KeywrightOptions,
  host: ComponentHost,
): ComponentProps {
  const { appearance, localization } = options
  return { appearance, localization, ...pagesFor(kind, options, host), ...props }
}

/** A page of the app for the other way in is named only where there is one: else both ways are in one place. */
function pagesFor(
  kind: MountedKind | OpenedKind,
  options: KeywrightOptions,
  host: ComponentHost,
): ComponentProps {
  if (kind === 'sign-in')
    return {
      signUpUrl: options.signUpUrl && host.signUpUrl,
      forceRedirectUrl: options.signInForceRedirectUrl,
      fallbackRedirectUrl: options.signInFallbackRedirectUrl,
    }
  if (kind === 'sign-up')
    return {
      signInUrl: options.signInUrl && host.signInUrl,
      forceRedirectUrl: options.signUpForceRedirectUrl,
      fallbackRedirectUrl: options.signUpFallbackRedirectUrl,
    }
  return {}
}
