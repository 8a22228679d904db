/** @jsxImportSource #paint */
import { accountsOf, noOffers, type SwitcherState } from '@keywright/js/flows'
import { adoptStyles } from '../app/adopt-styles.ts'
import { OrganizationSwitcher } from '../flows/organization-switcher/organization-switcher.view.tsx'
import { seenOffers } from '../flows/organization-switcher/switcher-offers.tsx'
import { sayIn } from '../flows/user-button/say.ts'
import { organizationSwitcher } from '../localization/en/organization-switcher.ts'
import type { Localization } from '../localization/translate.ts'
import { paint } from '../paint/paint.ts'
import userStyles from '../styles/user-styles.css?inline'
import { seedOf } from './frozen.ts'
import { offersSeed, switcherSeeds } from './organization-seeds.ts'
import { makeMember } from './organizations.ts'

/** Draws one seed of the switcher, with its menu open if it is. */
export function drawSwitcher(
  root: HTMLElement,
  [, state = '', name = '']: readonly (string | undefined)[],
  localization: Localization | undefined,
): void {
  const { context, error, pending } = seedOf(switcherSeeds, state, name) as never
  const value = state as SwitcherState
  adoptStyles(userStyles)
  const bar = root.appendChild(document.createElement('div'))
  bar.className = 'picture-bar picture-start'
  const title = root.appendChild(document.createElement('h1'))
  title.className = 'kw-sr-only'
  title.textContent = 'Organization'
  const [me] = accountsOf(makeMember())
  if (!me) return
  const offers = name === 'offers' ? offersSeed : noOffers(true)
  paint(
    <OrganizationSwitcher
      id="kw-picture"
      snapshot={{ value, context, error, pending }}
      offers={seenOffers(
        { value: 'list', context: offers, error: undefined, pending: undefined },
        () => undefined,
      )}
      me={me}
      hasPersonal={name !== 'none'}
      send={() => undefined}
      onToggle={() => undefined}
      onMenuKey={() => undefined}
      t={sayIn(organizationSwitcher, localization)}
      slot={(slot) => `kw-${slot}`}
    />,
    bar,
  )
  const source = bar.querySelector('button')
  if (state === 'open' && source) bar.querySelector<HTMLElement>('[popover]')?.showPopover({ source })
}
