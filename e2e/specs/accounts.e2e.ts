/** Several people on one browser: each is added, switched to, and signed out of, with the button that stands on every page. */
import { describe, expect, it } from 'vitest'
import { createMember, type Member } from '../support/members.ts'
import * as portal from '../support/portal.ts'
import { setStage, signInMember } from '../support/stage.ts'

const stage = setStage(['sessions.single_session_mode=false'])

const hello = ({ emailAddress }: Member) => stage.page.getByText(`Hello ${emailAddress}`).waitFor()
const choose = async (name: string) => await stage.page.getByRole('menuitem', { name }).click()

async function openMenu(): Promise<void> {
  await stage.page.getByRole('button', { name: /^Account of/ }).click()
  await stage.page.getByRole('menu').waitFor()
}

/** Ada and then Grace have signed in, and Grace is the one this page shows. */
async function signInTwo() {
  const ada = await signInMember(stage, '/', { name: 'Ada' })
  const grace = await createMember(stage.keywright, { name: 'Grace' })
  await openMenu()
  await choose('Add account')
  await stage.page.waitForURL('**/sign-in**')
  await portal.signIn(stage.page, grace)
  await hello(grace)
  return { ada, grace }
}

describe('two accounts on one browser', () => {
  it('are switched between, and each is still there after a reload', async () => {
    const { ada, grace } = await signInTwo()
    await openMenu()
    await choose('Ada')
    await hello(ada)
    await stage.page.reload()
    await hello(ada)
    const tab = await stage.context.newPage()
    await tab.goto(stage.app.url)
    await tab.getByText(`Hello ${ada.emailAddress}`).waitFor()
    await openMenu()
    await choose('Grace')
    await hello(grace)
    // All tabs of a browser show the same person.
    await tab.getByText(`Hello ${grace.emailAddress}`).waitFor()
  })

  it('are left one at a time: the other stays', async () => {
    const { ada } = await signInTwo()
    await openMenu()
    await stage.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
    await stage.page.waitForURL(/choose/)
    await stage.page.getByRole('button', { name: 'Ada' }).click()
    await hello(ada)
    await openMenu()
    expect(await stage.page.getByRole('menuitem', { name: 'Grace' }).count()).toBe(0)
  })

  it('are left both at once', async () => {
    await signInTwo()
    await openMenu()
    await choose('Sign out of all')
    await stage.page.getByText('Hello stranger').waitFor()
    await stage.page.goto(`${stage.app.url}/sign-in`)
    await stage.page.getByLabel('Email address').waitFor()
  })
})
