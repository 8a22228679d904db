/** Which pages a profile has, and in which order. */
import { arrange } from '../shared/host-drawn.ts'
import type { CustomPage } from './user-profile.props.ts'

export type OwnPage = 'account' | 'security'

/** A page, or a link away: that has no part of the address. */
export interface Place {
  page: OwnPage | CustomPage
  part: string | undefined
}

const isLinkOrPage = ({ url, href }: CustomPage) => Boolean(url ?? href)

export function placesOf(customPages: readonly CustomPage[]): Place[] {
  const pages = arrange<OwnPage, CustomPage>(['account', 'security'], customPages, isLinkOrPage)
  const first = pages.find((page) => typeof page === 'string' || page.mount)
  return pages.map((page) => ({ page, part: page === first ? '' : partOf(page) }))
}

function partOf(page: OwnPage | CustomPage): string | undefined {
  if (typeof page === 'string') return page
  return page.mount ? trim(page.url ?? '') : undefined
}

const trim = (path: string) => path.replace(/^\/+|\/+$/g, '')

/** The place an address names, by its part or by the name of the page; the first one where it names none. */
export function placeAt(places: readonly Place[], part: string): Place | undefined {
  const isNamed = ({ page }: Place) =>
    part !== '' && (typeof page === 'string' ? page === part : page.mount && trim(page.url ?? '') === part)
  return (
    places.find((place) => place.part === part) ??
    places.find(isNamed) ??
    places.find((place) => place.part === '')
  )
}
