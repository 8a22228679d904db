import type { SsoUrls } from '@keywright/js/flows'
import type { FlowEntry } from './flow-module.ts'

/** A dialog has no address: the page to sign in on takes over from the provider, and leads to where the dialog would have. */
export function ssoUrlsOf({ router, host, props }: FlowEntry, redirectUrl: string): SsoUrls {
  const complete = new URL(redirectUrl, location.href).href
  const isDialog = props.routing === 'none'
  const page = isDialog ? `${host.signInUrl}#/sso-callback` : router.href('sso-callback')
  const callback = new URL(page, location.href)
  if (isDialog) callback.searchParams.set('redirect_url', complete)
  return { redirect_url: callback.href, action_complete_redirect_url: complete }
}
