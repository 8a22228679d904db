import type { UiModule } from '@keywright/js'
import { createFakeKeywright } from '@keywright/test-kit/fake-keywright'
import { act, createContext, Fragment, StrictMode, useContext, useState } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { UserButton, UserProfile } from './index.ts'
import { appOf, click, draw, expectNoComplaints, pageWith } from './testing/draw.tsx'

expectNoComplaints()

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

const Plan = createContext('none')

function Billing() {
  const [count, setCount] = useState(0)
  return (
    <button type="button" id="billing" onClick={() => setCount(count + 1)}>
      {`${useContext(Plan)} ${count}`}
    </button>
  )
}

const profileApp = (plan: string) => (
  <StrictMode>
    <Plan.Provider value={plan}>
      <UserProfile>
        <UserProfile.Page label="security" />
        <Fragment key="pages">
          <UserProfile.Page label="Billing" url="billing" labelIcon={<b>$</b>}>
            <Billing />
          </UserProfile.Page>
          {plan === 'gold' && <UserProfile.Link label="Help" url="/help" labelIcon="?" />}
        </Fragment>
      </UserProfile>
    </Plan.Provider>
  </StrictMode>
)

it('draws a page of the app where the profile has room for it, within the app’s own tree', async () => {
  const { fake, given } = createKeepingUi()
  const drawn = await draw(appOf(fake, profileApp('gold')))
  const [security, billing, help] = given.at(-1)?.customPages ?? []
  expect(security).toEqual({ label: 'security' })
  expect(help).toMatchObject({ label: 'Help', href: '/help' })
  const [room, icon] = [pageWith(''), pageWith('')]
  await act(async () => {
    billing?.mount?.(room)
    billing?.mountIcon?.(icon)
  })
  expect([room.textContent, icon.innerHTML]).toEqual(['gold 0', '<b>$</b>'])
  await click(room.querySelector('#billing'))
  await drawn.redraw(appOf(fake, profileApp('silver')))
  expect(room.textContent).toBe('silver 1')
  expect(given.at(-1)?.customPages?.map(({ label }) => label)).toEqual(['security', 'Billing'])
  await act(async () => billing?.unmount?.(room))
  expect(room.textContent).toBe('')
})

it('hands the same items on once, and calls the newest function', async () => {
  const { fake, given } = createKeepingUi()
  const said: string[] = []
  const buttonApp = (word: string) =>
    appOf(
      fake,
      <UserButton showName>
        <UserButton.MenuItems>
          <UserButton.Action label="Chat" labelIcon={<i>{word}</i>} onClick={() => said.push(word)} />
          <UserButton.Action label="signOut" />
          <UserButton.Link label="Docs" labelIcon={<i />} href="/docs" />
          <UserButton.Action label="Plan" open="/billing" />
        </UserButton.MenuItems>
        <UserButton.UserProfilePage label="Billing" url="billing" labelIcon={<i />}>
          plan
        </UserButton.UserProfilePage>
        <UserButton.UserProfileLink label="Help" url="/help" labelIcon={<i />} />
      </UserButton>,
    )
  const drawn = await draw(buttonApp('one'))
  const [chat, signOut, docs, plan] = given[0]?.customMenuItems ?? []
  expect([signOut, plan]).toEqual([{ label: 'signOut' }, { label: 'Plan', open: 'billing' }])
  expect(docs).toMatchObject({ label: 'Docs', href: '/docs' })
  expect(given[0]?.userProfileProps?.customPages.map(({ label }) => label)).toEqual(['Billing', 'Help'])
  const icon = pageWith('')
  await act(async () => chat?.mountIcon?.(icon))
  await drawn.redraw(buttonApp('two'))
  chat?.onClick?.()
  expect([icon.textContent, said, given.length]).toEqual(['two', ['two'], 1])
})

it('takes plain objects as well, and draws nothing on a server', async () => {
  const { fake, given } = createKeepingUi()
  const customMenuItems = [{ label: 'Docs', href: '/docs' }]
  expect(renderToString(appOf(fake, profileApp('gold')))).not.toContain('gold')
  await draw(appOf(fake, <UserButton customMenuItems={customMenuItems} />))
  expect(given).toEqual([{ customMenuItems }])
})
