import { describe, expect, it } from 'vitest'
import { correctReference } from './correct-reference.ts'

const switches = { type: 'object', additionalProperties: { type: 'boolean' } }
const document = {
  components: {
    schemas: {
      'UserSettings.Socials': { additionalProperties: false, properties: { oauth_custom_mock: {} } },
      'Stubs.Verification.Web3Signature': { properties: { status: { enum: ['verified'] } } },
      'Client.SessionBase': { properties: { status: { enum: ['active'] } } },
      'UserSettings.SignIn': { properties: { second_factor: { additionalProperties: false } } },
      'UserSettings.SignUp': { properties: {}, additionalProperties: false },
      verification_oauth: { properties: { strategy: { pattern: '^oauth_(?:custom_)?[a-z]+$' } } },
      other: { properties: { name: { pattern: '^[a-z]+$' } }, additionalProperties: false },
    },
  },
}

describe('correctReference', () => {
  it('widens what the SDKs have wider, and nothing else', () => {
    expect(correctReference(document)).toEqual({
      components: {
        schemas: {
          'UserSettings.Socials': {
            additionalProperties: { $ref: '#/components/schemas/UserSettings.Social' },
            properties: { oauth_custom_mock: {} },
          },
          'Stubs.Verification.Web3Signature': {
            properties: { status: { enum: ['verified', 'transferable'] } },
          },
          'Client.SessionBase': { properties: { status: { enum: ['active', 'pending'] } } },
          'UserSettings.SignIn': { properties: { second_factor: switches } },
          'UserSettings.SignUp': { properties: { mfa: switches }, additionalProperties: false },
          verification_oauth: { properties: { strategy: { pattern: '^oauth_(?:custom_)?[a-z0-9_]+$' } } },
          other: document.components.schemas.other,
        },
      },
    })
  })

  it('leaves a document that has nothing of it as it is', () => {
    expect(correctReference({ paths: {} })).toEqual({ paths: {} })
    expect(correctReference(null)).toBe(null)
  })
})
