import { describe, expect, it } from 'vitest'
import { arrowsOf, readArrows, readRows } from '../../testing/flow-diagram.ts'
import { chooseFlow } from '../organizations/choose-organization.flow.ts'
import { createOrganizationFlow } from '../organizations/create-organization.flow.ts'
import { domainsFlow } from '../organizations/domains.flow.ts'
import { invitationsFlow } from '../organizations/invitations.flow.ts'
import { membersFlow } from '../organizations/members.flow.ts'
import { offersFlow } from '../organizations/organization-offers.flow.ts'
import { switcherFlow } from '../organizations/organization-switcher.flow.ts'
import { policyFlow } from '../organizations/policy.flow.ts'
import { requestsFlow } from '../organizations/requests.flow.ts'
import { userButtonFlow } from '../user-button.flow.ts'
import { accountsFlow } from './accounts.flow.ts'
import { deletionFlow } from './deletion.flow.ts'
import { devicesFlow } from './devices.flow.ts'
import { emailsFlow } from './emails.flow.ts'
import { pictureFlow } from './picture.flow.ts'
import { reverificationFlow } from './reverification.flow.ts'
import { secondFactorsFlow } from './second-factors.flow.ts'
import { saveName, sectionFlow } from './section.flow.ts'
import { walletsFlow } from './wallets.flow.ts'

const flows = [
  { picture: '../user-button.flow.md', flow: userButtonFlow },
  { picture: 'section.flow.md', flow: sectionFlow(saveName) },
  { picture: 'picture.flow.md', flow: pictureFlow },
  { picture: 'emails.flow.md', flow: emailsFlow },
  { picture: 'wallets.flow.md', flow: walletsFlow },
  { picture: 'accounts.flow.md', flow: accountsFlow },
  { picture: 'deletion.flow.md', flow: deletionFlow },
  { picture: 'devices.flow.md', flow: devicesFlow },
  { picture: 'reverification.flow.md', flow: reverificationFlow },
  { picture: 'second-factors.flow.md', flow: secondFactorsFlow },
  { picture: '../organizations/create-organization.flow.md', flow: createOrganizationFlow },
  { picture: '../organizations/choose-organization.flow.md', flow: chooseFlow },
  { picture: '../organizations/members.flow.md', flow: membersFlow },
  { picture: '../organizations/invitations.flow.md', flow: invitationsFlow },
  { picture: '../organizations/policy.flow.md', flow: policyFlow },
  { picture: '../organizations/requests.flow.md', flow: requestsFlow },
  { picture: '../organizations/domains.flow.md', flow: domainsFlow },
  { picture: '../organizations/organization-offers.flow.md', flow: offersFlow },
  { picture: '../organizations/organization-switcher.flow.md', flow: switcherFlow },
]

describe.each(flows)('$picture', ({ picture, flow }) => {
  const url = new URL(picture, import.meta.url)

  it('has every arrow of the table, and no other', async () => {
    expect(await readArrows(url)).toEqual(arrowsOf(flow))
  })

  it('has every refusal that leads somewhere', async () => {
    const refusals = Object.entries<{ to: string }>(flow.refusals)
    expect(await readRows(url)).toEqual(refusals.map(([code, { to }]) => `${code}: ${to}`).sort())
  })

  it('has no state with a place in the address', () => {
    expect(Object.values(flow.states).filter(({ part }) => part !== null)).toEqual([])
  })
})
