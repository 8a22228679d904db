import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { AssetFile } from './asset-packages.ts'

type Encoding = 'br' | 'gzip'
type Body = Uint8Array<ArrayBuffer>

const compressors: Record<Encoding, (content: Buffer) => Promise<Buffer>> = {
  br: (content) => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (content) => promisify(gzip)(content, { level: 9 }),
}

/** By file and encoding. Few files of a package are ever asked for, and each is compressed once. */
const compressed = new Map<string, Promise<Body>>()

/** A file's content as the caller accepts it (RFC 9110 §12.5.3). */
export async function compressAsset(
  { location }: AssetFile,
  accepted: string,
): Promise<{ body: Body; encoding: Encoding | undefined }> {
  const encoding = chooseEncoding(accepted)
  if (encoding === undefined) return { body: new Uint8Array(await readFile(location)), encoding }
  const key = `${encoding} ${location}`
  let body = compressed.get(key)
  if (!body) {
    body = readFile(location)
      .then(compressors[encoding])
      .then((content) => new Uint8Array(content))
    body.catch(() => compressed.delete(key))
    compressed.set(key, body)
  }
  return { body: await body, encoding }
}

/** A text written for one request: compressed as well as that is done in no time. */
export async function compressText(
  text: string,
  accepted: string,
): Promise<{ body: Body; encoding: Encoding | undefined }> {
  const bytes = Buffer.from(text)
  if (!isOffered(accepted, 'gzip')) return { body: new Uint8Array(bytes), encoding: undefined }
  return { body: new Uint8Array(await promisify(gzip)(bytes)), encoding: 'gzip' }
}

function chooseEncoding(accepted: string): Encoding | undefined {
  return (['br', 'gzip'] as const).find((name) => isOffered(accepted, name))
}

function isOffered(accepted: string, name: Encoding): boolean {
  const offers = accepted.split(',').map((offer) => offer.trim().toLowerCase())
  return offers.some(
    (offer) => (offer === name || offer.startsWith(`${name};`)) && !/;\s*q=0(\.0*)?$/.test(offer),
  )
}
