import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toShortcodeSource } from './shortcode-source.policy.ts'
import { fillShortcodes, hasShortcodes } from './shortcodes.policy.ts'
import type { SessionClaimsSource, TokenUser } from './token-subject.entity.ts'

const user: TokenUser = {
  id: 'user_1',
  version: 1,
  externalId: null,
  username: 'ada',
  firstName: 'Ada',
  lastName: 'Lovelace',
  imageId: null,
  primaryEmailAddress: { emailAddress: 'ada@example.com', isVerified: true },
  twoFactorEnabled: false,
  primaryWeb3Wallet: '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
  publicMetadata: { role: 'admin', nested: { level: 3, list: [1, 2] }, off: false, empty: null, 'a-b': 1 },
  unsafeMetadata: { theme: 'dark' },
  lastSignInAt: null,
  createdAt: new Date(1_700_000_000_000),
  updatedAt: new Date(1_700_000_000_001),
}
const session: SessionClaimsSource = {
  id: 'sess_1',
  userId: 'user_1',
  version: 1,
  status: 'active',
  actor: null,
  lastActiveOrganizationId: null,
  firstFactorVerifiedAt: null,
  secondFactorVerifiedAt: null,
  firstFactorStrategy: null,
  createdAt: new Date(0),
}
const source = toShortcodeSource({
  ...{ session, user, imageUrl: 'https://img.example.com/1', organization: undefined },
})
const fill = (value: unknown) => fillShortcodes({ value }, source).value

describe('a text that is one shortcode', () => {
  it.each([
    ['{{user.id}}', 'user_1'],
    [' {{ user.id }} ', 'user_1'],
    ['{{user.full_name}}', 'Ada Lovelace'],
    ['{{user.primary_email_address}}', 'ada@example.com'],
    ['{{user.email_verified}}', true],
    ['{{user.created_at}}', 1_700_000_000_000],
    ['{{user.last_sign_in_at}}', null],
    ['{{user.image_url}}', 'https://img.example.com/1'],
    ['{{user.has_image}}', false],
    ['{{user.public_metadata}}', user.publicMetadata],
    ['{{user.public_metadata.role}}', 'admin'],
    ['{{user.public_metadata.nested.level}}', 3],
    ['{{user.public_metadata.nested.list}}', [1, 2]],
    ['{{user.public_metadata.a-b}}', 1],
    ['{{user.unsafe_metadata.theme}}', 'dark'],
    ['{{user.organizations}}', {}],
    ['{{session.id}}', 'sess_1'],
    ['{{session.actor}}', null],
  ])('%s keeps the value’s type', (text, value) => {
    expect(fill(text)).toEqual(value)
  })

  it.each([
    '{{unknown}}',
    '{{user.unknown}}',
    '{{user.public_metadata.nested.level.deeper}}',
    '{{org.id}}',
    '{{org_membership.permissions}}',
    '{{}}',
    '{{ }}',
    '{{user id}}',
    '{{user..id}}',
  ])('%s is null where nothing is known', (text) => {
    expect(fill(text)).toBeNull()
  })
})

describe('a fallback', () => {
  it.each([
    ["{{user.external_id || 'none'}}", 'none'],
    ["{{user.username || 'none'}}", 'ada'],
    ['{{user.public_metadata.off || user.public_metadata.role}}', 'admin'],
    ['{{user.public_metadata.empty || 5}}', 5],
    ['{{user.external_id || -1.5}}', -1.5],
    ['{{user.external_id||true}}', true],
    ['{{user.external_id || false}}', false],
    ['{{user.external_id || user.unknown}}', null],
    ["{{user.external_id || 'a || b'}}", 'a || b'],
    ["{{user.external_id || 'a }} b'}}", 'a }} b'],
    ["{{user.external_id || ''}}", ''],
  ])('%s is tried in turn', (text, value) => {
    expect(fill(text)).toEqual(value)
  })
})

describe('a shortcode within a text', () => {
  it('is written out; null as the word', () => {
    expect(fill('Hello {{user.first_name}}, {{user.external_id}}!')).toBe('Hello Ada, null!')
    expect(fill('{{user.id}}{{session.id}}')).toBe('user_1sess_1')
    expect(fill('{{user.public_metadata.nested}} {{user.email_verified}}')).toBe(
      '{"level":3,"list":[1,2]} true',
    )
  })

  it('leaves braces that are none alone', () => {
    expect(fill('{user.id} {{user.id')).toBe('{user.id} {{user.id')
  })
})

describe('claims', () => {
  it('are filled at every depth, but not in their names', () => {
    expect(fillShortcodes({ a: { b: ['{{user.id}}', 1, null] }, '{{user.id}}': true }, source)).toEqual({
      a: { b: ['user_1', 1, null] },
      '{{user.id}}': true,
    })
  })

  // The attack: a path that leads out of the source by way of a prototype.
  it.each([
    'constructor',
    'user.constructor',
    'user.__proto__',
    'user.public_metadata.role.length',
    '__proto__',
  ])('never reach %s', (text) => {
    expect(fill(`{{${text}}}`)).toBeNull()
  })

  it('never reach private metadata', () => {
    expect(fill('{{user.private_metadata}}')).toBeNull()
    expect(JSON.stringify(source)).not.toContain('private')
  })

  it('of a user are not shortcodes themselves', () => {
    const tricky = toShortcodeSource({
      session,
      user: { ...user, firstName: '{{user.id}}' },
      imageUrl: '',
      organization: undefined,
    })
    expect(fillShortcodes({ a: '{{user.first_name}}', b: 'x {{user.first_name}}' }, tricky)).toEqual({
      a: '{{user.id}}',
      b: 'x {{user.id}}',
    })
  })

  it('nested without end are cut off, not followed', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`)
    expect(JSON.stringify(fillShortcodes(deep, source))).toContain('null')
  })

  it('without shortcodes are recognised', () => {
    expect(hasShortcodes({ a: 'b', c: { d: 1 } })).toBe(false)
    expect(hasShortcodes({ a: ['{{user.id}}'] })).toBe(true)
  })

  it('of any text are filled in reasonable time, without throwing', () => {
    const piece = fc.constantFrom('{{', '}}', "'", '||', '|', 'user.id', ' ', '{', '}', 'x', '.')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(() => fill(pieces.join(''))).not.toThrow()
      }),
    )
    const started = performance.now()
    fill("{{'".repeat(3_000))
    fill('{{user.id||'.repeat(1_500))
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
