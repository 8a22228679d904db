import { describe, expect, it } from 'vitest'
import { findProvider, listProviders, ProfileFault } from '../index.ts'
import { documentedAnswers } from './index.ts'
import { documentedRefusals } from './refusals.ts'

const keys = listProviders().map(({ key }) => key)
const cases = Object.entries(documentedAnswers).flatMap(([key, answers]) =>
  answers.map((answer) => [key, answer.source, answer] as const),
)

describe('what vendors document', () => {
  it('is here for every provider, and for no other', () => {
    expect(Object.keys(documentedAnswers).sort()).toEqual([...keys].sort())
    for (const answers of Object.values(documentedAnswers)) expect(answers.length).toBeGreaterThan(0)
  })

  it.each(cases)('%s: %s names the person whom we read', (key, source, answer) => {
    const provider = findProvider(key)
    const { tokens, profile, claims, callback = {}, expected } = answer
    expect(source).toMatch(/^https:\/\//)
    const read = provider?.readTokens?.(tokens) ?? tokens
    const answers = { tokens: read, profile, callback, ...(claims ? { claims } : {}) }
    expect(provider?.toProfile(answers)).toEqual(expected)
    // RFC 6749 §5.1, as far as it is not the same for all providers.
    expect(read.access_token).toEqual(expect.any(String))
    expect(['string', 'undefined']).toContain(typeof read.scope)
  })

  it.each(cases)('%s: %s answers all that is asked', (key, _source, { profile, claims }) => {
    const provider = findProvider(key)
    const asked = (provider?.profileRequests ?? [])
      .filter(({ optional }) => !optional)
      .map(({ name }) => name)
    expect(Object.keys(profile)).toEqual(expect.arrayContaining(asked))
    expect(claims !== undefined).toBe(provider?.protocol === 'oidc')
  })
})

describe('refusals that vendors document', () => {
  const refusals = documentedRefusals.map((refusal) => [refusal.provider, refusal.source, refusal] as const)

  it.each(refusals)('%s: %s is understood', (key, _source, { callback, tokens, profile }) => {
    const provider = findProvider(key)
    if (callback) expect(['access_denied', ...(provider?.deniedErrors ?? [])]).toContain(callback.error)
    if (tokens) expect(provider?.readTokens?.(tokens.body) ?? tokens.body).not.toHaveProperty('access_token')
    if (profile) {
      const [request] = provider?.profileRequests ?? []
      const answers = { [request?.name ?? '']: profile.body }
      const read = () => provider?.toProfile({ tokens: {}, callback: {}, profile: answers })
      expect(read).toThrow(ProfileFault)
    }
  })
})
