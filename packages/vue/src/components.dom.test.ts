import type { UiModule } from '@keywright/js'
import { createFakeKeywright } from '@keywright/test-kit/fake-keywright'
import { describe, expect, it } from 'vitest'
import { createSSRApp, h, inject, nextTick, provide, ref } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { keywrightPlugin, SignIn, UserButton, UserProfile, updateKeywrightOptions } from './index.ts'
import { click, componentOf, draw, expectNoComplaints, pageWith, settle } from './testing/draw.ts'

expectNoComplaints()

describe('a component in an app', () => {
  it('is shown with its properties, and follows them', async () => {
    const fake = createFakeKeywright()
    const name = ref('b')
    const drawn = await draw(fake, () =>
      h(UserButton, { 'show-name': '', appearance: { elements: { button: name.value } }, class: 'own' }),
    )
    expect(drawn.node.querySelector('.own')?.getAttribute('data-keywright-component')).toBe('user-button')
    name.value = 'c'
    await settle()
    drawn.unmount()
    expect(fake.ui.log).toEqual([
      'mount user-button {"appearance":{"elements":{"button":"b"}},"showName":true} ',
      'update user-button {"appearance":{"elements":{"button":"c"}},"showName":true}',
      'unmount user-button',
    ])
  })

  it('is not told again what was only written anew', async () => {
    const fake = createFakeKeywright()
    const other = ref(0)
    await draw(fake, () => [other.value, h(UserButton, { appearance: { theme: 'dark' } })])
    other.value = 1
    await settle()
    expect(fake.ui.log).toHaveLength(1)
  })

  it('looks as updateKeywrightOptions says, also when it opens later', async () => {
    const fake = createFakeKeywright()
    await draw(fake, () => h(UserButton))
    updateKeywrightOptions({ appearance: { theme: 'dark' } })
    await settle()
    fake.keywright.openSignIn()
    await settle()
    expect(fake.ui.log.slice(1)).toEqual([
      'update user-button {"appearance":{"theme":"dark"}}',
      'open sign-in {"appearance":{"theme":"dark"}}',
    ])
  })

  it('that a server drew comes to life as the same elements, with what was typed', async () => {
    const fake = createFakeKeywright()
    const rendered = { html: '<div class="kw-root"><input name="identifier"></div>' }
    const shown = ref(rendered)
    const page = () => h(SignIn, { rendered: shown.value }, { fallback: () => 'wait' })
    const alive = new Promise(() => undefined)
    const served = createSSRApp(componentOf(page)).use(keywrightPlugin, {
      ...{ publishableKey: '', keywright: fake.keywright, alive },
    })
    const html = await renderToString(served)
    expect(html).toContain(rendered.html)
    expect(html).not.toContain('wait')
    const node = pageWith(html)
    const typed = node.querySelector('input')
    if (typed) typed.value = 'ada@example.com'
    await draw(fake, page, node)
    shown.value = { html: 'other' }
    await settle()
    expect(node.querySelector('input')).toBe(typed)
    expect(typed?.value).toBe('ada@example.com')
    expect(fake.ui.log).toEqual([`mount sign-in {} ${rendered.html}`])
  })
})

interface Part {
  label: string
  mount?: (element: HTMLElement) => void
  unmount?: (element: HTMLElement) => void
  mountIcon?: (element: HTMLElement) => void
  onClick?: () => void
}

interface Given {
  customMenuItems?: Part[]
  customPages?: Part[]
  userProfileProps?: { customPages: Part[] }
}

/** Components that keep what they are given. */
function createKeepingUi() {
  const given: Given[] = []
  const ui: UiModule = {
    mount(_kind, _node, props) {
      given.push(props)
      return { update: (next) => void given.push(next), unmount: () => undefined }
    },
    open: () => ({ close: () => undefined }),
  }
  return { given, fake: createFakeKeywright({ session: 'active', ui: async () => ui }) }
}

const Billing = {
  setup() {
    const count = ref(0)
    const plan = inject('plan', ref('none'))
    return () =>
      h('button', { id: 'billing', onClick: () => (count.value += 1) }, `${plan.value} ${count.value}`)
  },
}

it('draws a page of the app where the profile has room for it, within the app’s own tree', async () => {
  const { fake, given } = createKeepingUi()
  const plan = ref('gold')
  const Page = {
    setup() {
      provide('plan', plan)
      return () =>
        h(UserProfile, null, () => [
          h(UserProfile.Page, { label: 'security' }),
          h(
            UserProfile.Page,
            { label: 'Billing', url: 'billing' },
            { labelIcon: () => h('b', '$'), default: () => h(Billing) },
          ),
          plan.value === 'gold'
            ? h(UserProfile.Link, { label: 'Help', url: '/help' }, { labelIcon: () => '?' })
            : null,
        ])
    },
  }
  await draw(fake, () => h(Page))
  const [security, billing, help] = given.at(-1)?.customPages ?? []
  expect(security).toEqual({ label: 'security' })
  expect(help).toMatchObject({ label: 'Help', href: '/help' })
  const [room, icon] = [pageWith(''), pageWith('')]
  billing?.mount?.(room)
  billing?.mountIcon?.(icon)
  await nextTick()
  expect([room.textContent, icon.innerHTML.includes('<b>$</b>')]).toEqual(['gold 0', true])
  await click(room.querySelector('#billing'))
  plan.value = 'silver'
  await settle()
  expect(room.textContent).toBe('silver 1')
  expect(given.at(-1)?.customPages?.map(({ label }) => label)).toEqual(['security', 'Billing'])
  billing?.unmount?.(room)
  await nextTick()
  expect(room.textContent).toBe('')
})

it('hands the same items on once, and calls the newest function', async () => {
  const { fake, given } = createKeepingUi()
  const said: string[] = []
  const word = ref('one')
  await draw(fake, () => {
    const now = word.value
    return h(UserButton, { showName: true }, () => [
      h(UserButton.MenuItems, null, () => [
        h(
          UserButton.Action,
          { label: 'Chat', onClick: () => void said.push(now) },
          { labelIcon: () => h('i', now) },
        ),
        h(UserButton.Action, { label: 'signOut' }),
        h(UserButton.Link, { label: 'Docs', href: '/docs' }),
        h(UserButton.Action, { label: 'Plan', open: '/billing' }),
      ]),
      h(UserButton.UserProfilePage, { label: 'Billing', url: 'billing' }, () => 'plan'),
      h(UserButton.UserProfileLink, { label: 'Help', url: '/help' }),
    ])
  })
  const [chat, signOut, docs, plan] = given[0]?.customMenuItems ?? []
  expect([signOut, docs, plan]).toEqual([
    { label: 'signOut' },
    { label: 'Docs', href: '/docs' },
    { label: 'Plan', open: 'billing' },
  ])
  expect(given[0]?.userProfileProps?.customPages.map(({ label }) => label)).toEqual(['Billing', 'Help'])
  const icon = pageWith('')
  chat?.mountIcon?.(icon)
  await nextTick()
  word.value = 'two'
  await settle()
  chat?.onClick?.()
  expect([icon.textContent, said, given.length]).toEqual(['two', ['two'], 1])
})

it('takes plain objects as well', async () => {
  const { fake, given } = createKeepingUi()
  const customMenuItems = [{ label: 'Docs', href: '/docs' }]
  await draw(fake, () => h(UserButton, { customMenuItems }))
  expect(given).toEqual([{ customMenuItems }])
})
