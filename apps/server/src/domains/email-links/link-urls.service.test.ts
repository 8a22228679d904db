import { InstanceSettings } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import type { FrontendScope } from '../clients/index.ts'
import type { Instance } from '../instances/index.ts'
import { createLinkUrls } from './link-urls.service.ts'

const urls = createLinkUrls({
  redirectUrls: { isRegistered: async () => false },
  publicUrl: 'https://auth.example.net',
})
const production = {
  environmentType: 'production',
  slug: 'shop',
  frontendHost: 'clerk.example.com',
  hosts: ['accounts.example.com'],
  proxyUrls: ['https://app.example.com/__clerk'],
  homeOrigin: 'https://example.com',
  settings: InstanceSettings.parse({}),
} as unknown as Instance

const baseAt = (publicUrl: string) =>
  urls.baseUrl({ instance: production, request: { publicUrl } } as FrontendScope)

describe('a link in a mail', () => {
  it.each([
    'https://clerk.example.com',
    'https://accounts.example.com',
    'https://app.example.com/__clerk',
    'https://example.com/__clerk',
    'https://auth.example.net/i/shop',
  ])('begins where the browser was, at %s', (publicUrl) => expect(baseAt(publicUrl)).toBe(publicUrl))

  // The attack: whoever holds a part of the domain, such as a customer's shop or a forgotten name, asks for a mail to
  // somebody else under that name, and the link hands them the token.
  it.each(['https://alice.example.com', 'https://old.shops.example.com/__clerk'])(
    'never begins at %s, which the operator has not named',
    (publicUrl) => expect(baseAt(publicUrl)).toBe('https://clerk.example.com'),
  )
})
