import type { SocialProvider } from '@keywright/js/flows'

/** The mark of a provider; its name stands beside it. */
export function ProviderLogo({
  provider: { name, logo_url: url },
}: {
  provider: Pick<SocialProvider, 'name' | 'logo_url'>
}) {
  return url ? (
    <img class="kw-provider" src={url} alt="" />
  ) : (
    <span class="kw-provider" data-initial={name.charAt(0)} />
  )
}
