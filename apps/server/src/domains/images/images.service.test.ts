import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createImagesService } from './images.service.ts'

let app: TestApp
let images: ReturnType<typeof createImagesService>
beforeAll(async () => {
  app = await createTestApp()
  images = createImagesService(app)
})
afterAll(() => app.close())

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c33' } })

const refused = { code: 'image_type_not_supported' }

/** A valid PNG of so many black pixels: little data, much memory. */
function pngBomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const frame = Buffer.alloc(8 + body.length)
    frame.writeUInt32BE(data.length, 0)
    body.copy(frame, 4)
    frame.writeUInt32BE(crc32(body), 4 + body.length)
    return frame
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc((width + 1) * height), { level: 9 })
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

describe('prepare', () => {
  it.each(['png', 'jpeg', 'gif', 'webp', 'avif'] as const)('makes a square WebP of %s', async (format) => {
    const upload = await picture(900, 600).toFormat(format).toBuffer()
    const { bytes, contentType } = await images.prepare(upload)
    expect(contentType).toBe('image/webp')
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 512, height: 512 })
  })

  // The attack: learn from a profile image where its owner lives.
  it('keeps nothing of the camera’s notes', async () => {
    const exif = { IFD0: { Copyright: 'secret-name' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } }
    const upload = await picture(40, 40).withExif(exif).withIccProfile('p3').jpeg().toBuffer()
    expect(upload.includes('secret-name')).toBe(true)
    const { bytes } = await images.prepare(upload)
    const { exif: keptExif, icc, xmp } = await sharp(bytes).metadata()
    expect([keptExif, icc, xmp]).toEqual([undefined, undefined, undefined])
    expect(Buffer.from(bytes).includes('secret-name')).toBe(false)
  })

  // The attack: a second file behind the picture, which a server that sniffs would run.
  it('keeps nothing that follows the picture', async () => {
    const upload = Buffer.concat([
      await picture(8, 8).png().toBuffer(),
      Buffer.from('<script>alert(1)</script>'),
    ])
    const { bytes } = await images.prepare(upload)
    expect(Buffer.from(bytes).includes('script')).toBe(false)
  })

  // The attack: many uploads at once, each of which may be unpacked by itself and all of which together fill the memory.
  it('unpacks one picture at a time, and refuses a crowd', async () => {
    const upload = await picture(40, 40).png().toBuffer()
    const all = await Promise.allSettled(Array.from({ length: 40 }, () => images.prepare(upload)))
    const refusals = all.filter((one) => one.status === 'rejected')
    expect(refusals).toHaveLength(40 - 17)
    expect(refusals.every(({ reason }) => reason.code === 'too_many_requests')).toBe(true)
    expect((await images.prepare(upload)).contentType).toBe('image/webp')
  })

  // The attack: a file of some kilobytes that unpacks to gigabytes.
  it('refuses a decompression bomb without unpacking it', async () => {
    const bomb = pngBomb(8_000, 8_000)
    expect(bomb.length).toBeLessThan(1_000_000)
    const before = process.memoryUsage().rss
    await expect(images.prepare(bomb)).rejects.toMatchObject(refused)
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000)
  })

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['a broken PNG', '\x89PNG\r\n\x1a\nnot really'],
    ['nothing', ''],
  ])('refuses %s', async (_name, text) => {
    await expect(images.prepare(Buffer.from(text, 'latin1'))).rejects.toMatchObject(refused)
  })
})
