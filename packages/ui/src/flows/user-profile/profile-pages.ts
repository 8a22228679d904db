/** Which pages a profile has, and in which order. */
import { arrange } from '../shared/host-drawn.ts'
import type { CustomPage } from './user-profile.props.ts'

/** A page, or a link away: that has no part of the address. */
export interface Place<Own extends string> {
  page: Own | CustomPage
  part: string | undefined
}

const isLinkOrPage = ({ url, href }: CustomPage) => Boolean(url ?? href)

export function placesOf<Own extends string>(
  own: readonly Own[],
  customPages: readonly CustomPage[],
): Place<Own>[] {
  const pages = arrange<Own, CustomPage>(own, customPages, isLinkOrPage)
  const first = pages.find((page) => typeof page === 'string' || page.mount)
  return pages.map((page) => ({ page, part: page === first ? '' : partOf(page) }))
}

function partOf(page: string | CustomPage): string | undefined {
  if (typeof page === 'string') return page
  return page.mount ? trim(page.url ?? '') : undefined
}

const trim = (path: string) => path.replace(/^\/+|\/+$/g, '')

/** The place an address names, by its part or by the name of the page; the first one where it names none. */
export function placeAt<Own extends string>(
  places: readonly Place<Own>[],
  part: string,
): Place<Own> | undefined {
  const isNamed = ({ page }: Place<Own>) =>
    part !== '' && (typeof page === 'string' ? page === part : page.mount && trim(page.url ?? '') === part)
  return (
    places.find((place) => place.part === part) ??
    places.find(isNamed) ??
    places.find((place) => place.part === '')
  )
}
