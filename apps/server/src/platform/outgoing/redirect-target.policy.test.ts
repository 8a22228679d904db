import { expect, it } from 'vitest'
import { redirectTarget } from './redirect-target.policy.ts'

const from = 'https://a.example.com/b/c'

it.each([
  ['d', 'https://a.example.com/b/d'],
  ['/d', 'https://a.example.com/d'],
  ['//b.example.com/d', 'https://b.example.com/d'],
  ['https://b.example.com/', 'https://b.example.com/'],
])('goes on to %s', (location, target) => expect(redirectTarget(from, location)).toBe(target))

// Attack: whoever sits between sees and changes what was asked for by https; or a file of this machine is read.
it.each([
  'http://a.example.com/',
  'file:///etc/passwd',
  'data:image/png;base64,AAAA',
  'https://',
  '',
  undefined,
])('does not go on to %s', (location) => expect(redirectTarget(from, location)).toBeUndefined())

it('goes from http to https, and stays with http where it began so', () => {
  expect(redirectTarget('http://a.example.com/', 'https://a.example.com/')).toBe('https://a.example.com/')
  expect(redirectTarget('http://a.example.com/', '/b')).toBe('http://a.example.com/b')
})
