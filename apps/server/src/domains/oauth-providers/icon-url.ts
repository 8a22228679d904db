import type { ProviderIcon } from './provider.ts'

/** Marks of one colour are black, or white where the page around them is dark; an image knows no `currentColor`. */
const inkStyle =
  '<style>path:not([fill]){fill:#000}@media(prefers-color-scheme:dark){path:not([fill]){fill:#fff}}</style>'

const draw = ({ paths, viewBox = '0 0 24 24' }: ProviderIcon) => {
  const style = paths.every(({ fill }) => fill !== undefined) ? '' : inkStyle
  const shapes = paths.map(({ d, fill }) => `<path${fill === undefined ? '' : ` fill='${fill}'`} d='${d}'/>`)
  return `<svg xmlns='http://www.w3.org/2000/svg' viewBox='${viewBox}'>${style}${shapes.join('')}</svg>`
}

/** Commas say the same as spaces between numbers, and need no escape. */
const withCommas = (numbers: string) => numbers.trim().replace(/\s+/g, ',')

/** The icon as an address that needs no request: for `<img>`, and for whoever wants a URL. */
export function providerIconUrl({ viewBox, paths }: ProviderIcon): string {
  const compact = {
    ...(viewBox === undefined ? {} : { viewBox }),
    paths: paths.map((path) => ({ ...path, d: withCommas(path.d) })),
  }
  return `data:image/svg+xml,${draw(compact).replace(/[%#<>{} ]/g, encodeURIComponent)}`
}
