import { describe, expect, it } from 'vitest'
import { drawDefaultImage, initialsOf, sniffImageFormat } from './images.policy.ts'

const bytes = (text: string) => Buffer.from(text.padEnd(40, '\0'), 'latin1')

describe('sniffImageFormat', () => {
  it.each([
    ['png', '\x89PNG\r\n\x1a\n'],
    ['jpeg', '\xff\xd8\xff\xe0'],
    ['gif', 'GIF89a'],
    ['webp', 'RIFF\x10\0\0\0WEBPVP8 '],
    ['avif', '\0\0\0\x20ftypavif'],
  ])('recognises %s by its signature', (format, text) => {
    expect(sniffImageFormat(bytes(text))).toBe(format)
  })

  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    '<!doctype html><script>alert(1)</script>',
    '%PDF-1.7',
    'RIFF\x10\0\0\0WAVEfmt ',
    'BM',
    '',
  ])('refuses what is not one of them: %s', (text) => {
    expect(sniffImageFormat(Buffer.from(text, 'latin1'))).toBeUndefined()
  })
})

describe('initialsOf', () => {
  it.each([
    [['Jane', 'Doe'], 'JD'],
    [['jane', null], 'J'],
    [['  éva ', 'Ångström'], 'ÉÅ'],
    [['<b>', '&amp;'], 'BA'],
    [['"\'<>&', ''], ''],
    [[null, undefined], ''],
    [['李', '雷'], '李雷'],
  ])('takes the first letter or digit of each name: %j', (names, initials) => {
    expect(initialsOf(...names)).toBe(initials)
  })
})

describe('drawDefaultImage', () => {
  it('is the same for the same seed and differs between seeds', () => {
    expect(drawDefaultImage('user_1', 'JD')).toBe(drawDefaultImage('user_1', 'JD'))
    expect(drawDefaultImage('user_1', 'JD')).not.toBe(drawDefaultImage('user_2', 'JD'))
  })

  // The attack: put markup into the address of the image, which is served from the server's own origin.
  it('never writes markup from seed or initials into the picture', () => {
    const drawn = drawDefaultImage('"><script>alert(1)</script>', '<script>alert(1)</script>')
    expect(drawn).not.toContain('script')
    expect(drawn).toContain('>SC</text>')
  })

  it('draws a silhouette where there are no initials', () => {
    expect(drawDefaultImage('user_1', '')).toContain('<circle')
  })
})
