import type { ComponentProps, KeywrightOptions } from '../interface.ts'
import type { MountedKind, OpenedKind } from './component-kinds.ts'

/** Completes what a component is given with what the whole app has set up. */
export function defaultProps(
  kind: MountedKind | OpenedKind,
  options: KeywrightOptions,
): (props: ComponentProps) => ComponentProps {
  const defaults = {
    appearance: options.appearance,
    localization: options.localization,
    ...pagesFor(kind, options),
  }
  const named = Object.entries(defaults).filter(([, value]) => value !== undefined)
  return (props) => ({ ...Object.fromEntries(named), ...props })
}

function pagesFor(kind: MountedKind | OpenedKind, options: KeywrightOptions): ComponentProps {
  if (kind === 'sign-in')
    return {
      signUpUrl: options.signUpUrl,
      forceRedirectUrl: options.signInForceRedirectUrl,
      fallbackRedirectUrl: options.signInFallbackRedirectUrl,
    }
  if (kind === 'sign-up')
    return {
      signInUrl: options.signInUrl,
      forceRedirectUrl: options.signUpForceRedirectUrl,
      fallbackRedirectUrl: options.signUpFallbackRedirectUrl,
    }
  return {}
}
