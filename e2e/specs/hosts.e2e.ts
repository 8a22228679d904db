/** The components in pages whose style sheets were written without them in mind: they look as they do on an empty page. */
import { describe, expect, it } from 'vitest'
import { showPicture } from '../support/host-pages.ts'
import { describeHosts } from '../support/host-story.ts'

/** One of each kind of what can be seen; `npm run test:browser-matrix` takes them all. */
const stage = describeHosts([
  'sign-in/start/unknown',
  'sign-in/alternatives/usual',
  'sign-in/email_code/wrong',
  'sign-in/new_password/short',
  'sign-up/start/full',
  'user-button/open/several',
  'profile-emails/list/usual',
])

describe('a class of the host', () => {
  it.each([
    ['tailwind', 'rounded-none'],
    ['bootstrap', 'square'],
  ])('of %s wins over ours', async (host, name) => {
    await stage.page.goto(`${stage.url}/${host}.after.html#sign-in/start/unknown`)
    await showPicture(stage.page, 'sign-in/start/unknown')
    const radius = await stage.page.evaluate((added) => {
      const button = document.querySelector('.kw-button')
      button?.classList.add(added)
      return button && getComputedStyle(button).borderTopLeftRadius
    }, name)
    expect(radius).toBe('0px')
  })
})
