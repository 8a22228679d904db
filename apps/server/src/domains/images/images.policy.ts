/** What an upload may be, told by its content: a name or a content type is only what somebody says it is. */
export type ImageFormat = 'png' | 'jpeg' | 'gif' | 'webp' | 'avif'

/** Pixels an upload may unpack to: enough for a photograph, too few to fill the memory from a small file. */
export const pixelsMax = 50_000_000

/** Pixels of an edge of what is stored. */
export const edgeMax = 512

/** Recognises a format by its signature; `undefined` for everything else, such as SVG and HTML, which can hold scripts. */
export function sniffImageFormat(bytes: Uint8Array): ImageFormat | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 32)).toString('latin1')
  // PNG (RFC 2083 §3.1), JPEG (ISO 10918-1 annex B), GIF (GIF89a §17), WebP (RFC 9649 §2.4), AVIF (ISO 23000-22).
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp'
  if (text.slice(4, 8) === 'ftyp' && /^(avif|avis)/.test(text.slice(8, 12))) return 'avif'
  return undefined
}

/** Up to two initials: letters and digits only, whatever a name or a URL holds. */
export function initialsOf(...names: readonly (string | null | undefined)[]): string {
  const firsts = names.map((name) => /[\p{L}\p{N}]/u.exec(name?.normalize('NFC') ?? '')?.[0] ?? '')
  return (
    firsts
      .join('')
      .toUpperCase()
      .slice(0, 4)
      .match(/[\p{L}\p{N}]/gu)
      ?.slice(0, 2)
      .join('') ?? ''
  )
}

/** A picture of initials on a gradient whose colours depend on the seed alone: the same user always looks the same. */
export function drawDefaultImage(seed: string, initials: string): string {
  const hue = hueOf(seed)
  const label = initialsOf(...[...initials])
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 512 512">',
    '<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">',
    `<stop offset="0" stop-color="hsl(${hue} 65% 52%)"/>`,
    `<stop offset="1" stop-color="hsl(${(hue + 50) % 360} 60% 38%)"/>`,
    '</linearGradient></defs>',
    '<rect width="512" height="512" fill="url(#g)"/>',
    label === '' ? silhouette : initialsText(label),
    '</svg>',
  ].join('')
}

const silhouette =
  '<g fill="#fff" fill-opacity=".9"><circle cx="256" cy="200" r="84"/><path d="M96 448a160 148 0 0 1 320 0z"/></g>'

/** Only letters and digits come here, none of which means anything in XML. */
function initialsText(label: string): string {
  const attributes =
    'x="256" y="256" dy=".35em" fill="#fff" font-family="system-ui,sans-serif" font-size="208" font-weight="500" text-anchor="middle"'
  return `<text ${attributes}>${label}</text>`
}

/** FNV-1a, folded onto the circle of hues. */
function hueOf(seed: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(seed)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash % 360
}
