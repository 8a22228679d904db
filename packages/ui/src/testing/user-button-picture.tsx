/** @jsxImportSource #paint */
import type { UserButtonState } from '@keywright/js/flows'
import { adoptStyles } from '../app/adopt-styles.ts'
import { arrangeItems } from '../flows/user-button/custom-items.tsx'
import { createSay } from '../flows/user-button/say.ts'
import { UserButton } from '../flows/user-button/user-button.view.tsx'
import type { Localization } from '../localization/translate.ts'
import { paint } from '../paint/paint.ts'
import userStyles from '../styles/user-styles.css?inline'
import { userButtonSeeds } from './user-button-seeds.ts'

const customItems = [
  { label: 'Billing', icon: 'M4.5 7h15v10h-15zM4.5 10.5h15', href: '#' },
  { label: 'Send feedback', icon: 'M5 5.5h14v9.5h-7l-4 4v-4H5Z', onClick: () => undefined },
]

const slotOf = (slot: string) => `kw-${slot}`

/** Draws one seed of the button, with its menu open if it is. */
export function drawUserButton(
  root: HTMLElement,
  state: UserButtonState,
  name: string | undefined,
  localization: Localization | undefined,
): void {
  const seed = userButtonSeeds[state].find((one) => one.name === name)
  if (!seed) throw new Error(`Keywright: there is no picture user-button/${state}/${name}.`)
  const { context, error, pending } = seed
  adoptStyles(userStyles)
  const t = createSay(localization)
  const bar = root.appendChild(document.createElement('div'))
  bar.className = 'picture-bar'
  const title = root.appendChild(document.createElement('h1'))
  title.className = 'kw-sr-only'
  title.textContent = 'Account'
  paint(
    <UserButton
      snapshot={{ value: state, context, error, pending }}
      send={() => undefined}
      arrange={
        name === 'custom' ? (own) => arrangeItems(customItems, own, () => undefined, slotOf) : undefined
      }
      id="kw-picture"
      showsName={name === 'named'}
      onToggle={() => undefined}
      onMenuKey={() => undefined}
      t={t}
      slot={slotOf}
    />,
    bar,
  )
  const source = bar.querySelector('button')
  if (state === 'open' && source) bar.querySelector<HTMLElement>('[popover]')?.showPopover({ source })
}
