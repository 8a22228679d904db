import { expect, it } from 'vitest'
import { describeDevice } from './user-agent.policy.ts'

const chrome =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const mobileSafari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1'

it.each([
  [chrome, { isMobile: false, deviceType: 'Linux', browserName: 'Chrome', browserVersion: '140.0.0.0' }],
  [
    `${chrome} Edg/140.0.1.2`,
    { isMobile: false, deviceType: 'Linux', browserName: 'Edge', browserVersion: '140.0.1.2' },
  ],
  [mobileSafari, { isMobile: true, deviceType: 'iPhone', browserName: 'Safari', browserVersion: '19.0' }],
  [
    'Mozilla/5.0 (Android 15; Mobile; rv:142.0) Gecko/142.0 Firefox/142.0',
    { isMobile: true, deviceType: 'Android', browserName: 'Firefox', browserVersion: '142.0' },
  ],
])('names browser and device of %s', (userAgent, description) => {
  expect(describeDevice(userAgent)).toEqual(description)
})

it('leaves out what it does not know', () => {
  expect(describeDevice('curl/8.5.0')).toEqual({ isMobile: false })
  expect(describeDevice('')).toEqual({ isMobile: false })
})
