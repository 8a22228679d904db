import type { AnyRoute } from '@keywright/contract'
import { DomainError } from '../domain-error.ts'
import { effectiveMethod } from './audience.policy.ts'
import { groupRepeated } from './group-repeated.ts'
import type { HttpRequest } from './http-request.ts'

/** Forms and JSON: metadata is limited to 8 KB a field elsewhere, so this leaves room for bulk calls. */
const textBytesMax = 1024 * 1024
const imageBytesMax = 10 * 1024 * 1024
const formFieldsMax = 1_000

/** One uploaded file, read into memory. */
export interface UploadedFile {
  bytes: Uint8Array
  contentType: string
}

/** Reads a body by its content type. What was sent twice in a form is an array; an absent body is an empty object. */
export async function readBody(request: HttpRequest, route: AnyRoute): Promise<unknown> {
  const bytes = await (early.get(request.raw) ??
    readBytes(request.raw, route.bodyKind === 'image' ? imageBytesMax : textBytesMax))
  const contentType = plainContentType(request.raw.headers.get('content-type') ?? '')
  if (route.bodyKind === 'image') return { file: await readImage(bytes, contentType) }
  if (bytes.length === 0) return {}
  if (contentType.startsWith(formType)) return readForm(decodeText(bytes))
  if (contentType.startsWith('application/json')) return readJson(bytes)
  if (contentType.startsWith('multipart/form-data')) return readMultipart(bytes, contentType)
  throw new DomainError('unsupported_content_type')
}

/** Types are the same in either case; a boundary, which may follow one, is not (RFC 9110 §8.3.1, RFC 2046 §5.1.1). */
function plainContentType(header: string): string {
  const [type = '', ...parameters] = header.split(';')
  return [type.toLowerCase(), ...parameters].join(';')
}

/** Forms that had to be read before their route was known; a body can be read once. */
const early = new WeakMap<Request, Promise<Uint8Array>>()

const formType = 'application/x-www-form-urlencoded'

/** So much is read of a stranger's form. What says nothing of its length, or more, is read when its sender is known. */
const earlyBytesMax = 16 * 1024

/** The method after a `_method` in the form, which is where native apps write it (wire contract 6.1); on POST only. */
export async function methodOfForm({ raw, method, url }: HttpRequest): Promise<string> {
  if (raw.method !== 'POST' || url.searchParams.has('_method') || !isShortForm(raw.headers)) return method
  const reading = readBytes(raw, textBytesMax)
  early.set(raw, reading)
  // A body that cannot be read is refused where its fields are asked for, with the headers of its route.
  const bytes = await reading.catch(() => new Uint8Array())
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return text.includes('_method=')
    ? effectiveMethod('POST', new URLSearchParams(text).get('_method'))
    : method
}

function isShortForm(headers: Headers): boolean {
  const length = Number(headers.get('content-length') ?? Number.POSITIVE_INFINITY)
  return length <= earlyBytesMax && headers.get('content-type')?.toLowerCase().startsWith(formType) === true
}

/** Reads a form of a page of ours: short, plain text, each field once. */
export async function readShortForm({ raw }: HttpRequest): Promise<Record<string, string>> {
  if (!raw.headers.get('content-type')?.toLowerCase().startsWith(formType))
    throw new DomainError('unsupported_content_type')
  const bytes = await (early.get(raw) ?? readBytes(raw, earlyBytesMax))
  const fields = Object.entries(readForm(decodeText(bytes)))
  return Object.fromEntries(fields.filter((field): field is [string, string] => typeof field[1] === 'string'))
}

/** Stops reading as soon as the limit is passed, so that a huge body is never held. */
async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const length = request.headers.get('content-length')
  if (Number(length ?? 0) > limit) throw new DomainError('request_body_too_large')
  if (length !== null && !request.headers.has('transfer-encoding')) return await readWhole(request)
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > limit) throw new DomainError('request_body_too_large')
      chunks.push(chunk)
    }
  } catch (cause) {
    // A caller that goes away in the middle, or is cut off for being slow, is no fault of ours.
    throw cause instanceof DomainError ? cause : new DomainError('request_body_invalid', { cause })
  }
  return Buffer.concat(chunks)
}

/** What has a length is framed by it, so no more comes (RFC 9112 §6.3); a stream costs more to make than a small body to read. */
async function readWhole(request: Request): Promise<Uint8Array> {
  try {
    return new Uint8Array(await request.arrayBuffer())
  } catch (cause) {
    throw new DomainError('request_body_invalid', { cause })
  }
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new DomainError('request_body_invalid', { cause })
  }
}

/**
 * `__proto__` in JSON becomes an own key that later merges could turn into a prototype, so it is dropped. Looking at every
 * key costs several times the parsing, and is done only where the name may stand, be it in escapes.
 */
function readJson(bytes: Uint8Array): unknown {
  const text = decodeText(bytes)
  try {
    return /__proto__|\\u00[567]/i.test(text) ? JSON.parse(text, dropPrototypeKeys) : JSON.parse(text)
  } catch (cause) {
    throw new DomainError('request_body_invalid', { cause })
  }
}

function dropPrototypeKeys(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value
}

function readForm(text: string): Record<string, unknown> {
  return groupFields(new URLSearchParams(text))
}

async function readMultipart(bytes: Uint8Array, contentType: string): Promise<Record<string, unknown>> {
  try {
    const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
    const fields = [...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string')
    return groupFields(fields)
  } catch (cause) {
    throw cause instanceof DomainError ? cause : new DomainError('request_body_invalid', { cause })
  }
}

/** `_method` and what begins with `__clerk` or `captcha_` is transport, not input (wire contract 6.1, 6.6, 6.7). */
const transportField = /^(_method$|__clerk|captcha_)/

function groupFields(pairs: Iterable<[string, string]>): Record<string, unknown> {
  const fields: [string, string][] = []
  for (const pair of pairs) {
    if (transportField.test(pair[0])) continue
    // A field is two bytes at least, so a body of the allowed size could hold half a million.
    if (fields.length === formFieldsMax) throw new DomainError('request_body_invalid')
    fields.push(pair)
  }
  return groupRepeated(fields)
}

async function readImage(bytes: Uint8Array, contentType: string): Promise<UploadedFile> {
  if (contentType.startsWith('multipart/form-data')) {
    const form = await new Response(bytes, { headers: { 'content-type': contentType } })
      .formData()
      .catch((cause: unknown) => {
        throw new DomainError('request_body_invalid', { cause })
      })
    const file = form.get('file')
    if (!(file instanceof File)) throw new DomainError('form_param_missing', { param: 'file' })
    return { bytes: new Uint8Array(await file.arrayBuffer()), contentType: file.type }
  }
  if (bytes.length === 0) throw new DomainError('form_param_missing', { param: 'file' })
  // Browsers send a data URL's payload as base64 text (wire contract 6.1).
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString('latin1')
  const isBase64 = /^[A-Za-z0-9+/=\r\n]+$/.test(text)
  return {
    bytes: isBase64 ? Buffer.from(Buffer.from(bytes).toString('latin1'), 'base64') : bytes,
    contentType,
  }
}
