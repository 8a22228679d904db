import type { ProviderIcon } from './provider.ts'

export function providerIconUrl({ viewBox = '0 0 24 24', paths }: ProviderIcon): string {
  const drawn = paths.map(({ d, fill }) => `<path d="${d}"${fill ? ` fill="${fill}"` : ''}/>`).join('')
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}">${drawn}</svg>`)}`
}
