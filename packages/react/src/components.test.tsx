import { createFakeKeywright } from '@keywright/test-kit/fake-keywright'
import { act, StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { SignedIn, SignIn, UserButton } from './index.ts'
import { appOf, draw, expectNoComplaints, pageWith } from './testing/draw.tsx'

expectNoComplaints()

describe('a component in an app', () => {
  it('is shown with its properties, and follows them', async () => {
    const fake = createFakeKeywright()
    const drawn = await draw(appOf(fake, <UserButton showName />))
    await drawn.redraw(appOf(fake, <UserButton showName />))
    await drawn.redraw(appOf(fake, <UserButton showName={false} />))
    await drawn.unmount()
    expect(fake.ui.log).toEqual([
      'mount user-button {"showName":true} ',
      'update user-button {"showName":false}',
      'unmount user-button',
    ])
  })

  it('is there once where React mounts everything twice', async () => {
    const fake = createFakeKeywright()
    await draw(<StrictMode>{appOf(fake, <SignIn routing="hash" />)}</StrictMode>)
    expect(fake.ui.log).toEqual(['mount sign-in {"routing":"hash"} '])
  })

  it('is not told again what was only written anew', async () => {
    const fake = createFakeKeywright()
    const app = (name: string) =>
      appOf(fake, <UserButton appearance={{ elements: { button: name } }} items={['a', name]} />)
    const drawn = await draw(app('b'))
    await drawn.redraw(app('b'))
    expect(fake.ui.log).toHaveLength(1)
    await drawn.redraw(app('c'))
    expect(fake.ui.log[1]).toBe(
      'update user-button {"appearance":{"elements":{"button":"c"}},"items":["a","c"]}',
    )
  })

  it('is there in each of two roots, and a sign-out is seen in both', async () => {
    const fake = createFakeKeywright({ session: 'active' })
    const app = appOf(fake, [<UserButton key="1" />, <SignedIn key="2">in</SignedIn>])
    const roots = [await draw(app), await draw(app)]
    expect(fake.ui.log).toEqual(['mount user-button {} ', 'mount user-button {} '])
    expect(roots.map(({ text }) => text())).toEqual(['in', 'in'])
    await act(() => fake.keywright.signOut(() => undefined))
    expect(roots.map(({ text }) => text())).toEqual(['', ''])
  })

  it('shows something else until the client is loaded', async () => {
    const fake = createFakeKeywright()
    const app = appOf(fake, <SignIn fallback={<p>wait</p>} />)
    expect(renderToString(app)).toContain('<p>wait</p>')
    expect((await draw(app)).text()).toBe('')
  })
})

describe('a component that a server drew', () => {
  const rendered = { html: '<div class="kw-root"><input name="identifier"></div>' }

  it('is in the HTML, and comes to life as the same elements, with what was typed', async () => {
    const fake = createFakeKeywright()
    const app = <StrictMode>{appOf(fake, <SignIn rendered={rendered} fallback="wait" />)}</StrictMode>
    const html = renderToString(app)
    expect(html).toContain(rendered.html)
    expect(html).not.toContain('wait')

    const node = pageWith(html)
    const typed = node.querySelector('input')
    if (typed) typed.value = 'ada@example.com'
    const drawn = await draw(app, node)
    expect(node.querySelector('input')).toBe(typed)
    expect(typed?.value).toBe('ada@example.com')
    expect(fake.ui.log).toEqual([`mount sign-in {} ${rendered.html}`])
    await drawn.redraw(<StrictMode>{appOf(fake, <SignIn rendered={{ html: 'other' }} />)}</StrictMode>)
    expect(node.querySelector('input')).toBe(typed)
  })
})
