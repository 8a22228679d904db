import { render } from 'preact'
import { describe, expect, it, vi } from 'vitest'
import { createUi } from '../app/create-ui.ts'
import { formatMessage } from '../localization/message-format.ts'
import { makeEnvironment } from '../testing/environment.ts'
import { now, press } from '../testing/render-view.tsx'
import { Menu, MenuItem } from './menu.tsx'
import { UiProvider } from './ui-context.ts'

function draw(onClick = () => {}) {
  document.body.replaceChildren()
  const root = document.body.appendChild(document.createElement('div'))
  const environment = makeEnvironment()
  const ui = createUi({
    ...{ environment, appearance: {}, localization: undefined },
    ...{ texts: {}, format: formatMessage, id: 'kw' },
  })
  now(() =>
    render(
      <UiProvider value={ui}>
        <Menu name="account" label="Account" trigger="AL">
          <MenuItem onClick={onClick}>Manage account</MenuItem>
          <MenuItem onClick={onClick}>Add account</MenuItem>
          <MenuItem onClick={onClick}>Sign out</MenuItem>
        </Menu>
      </UiProvider>,
      root,
    ),
  )
  return root
}

describe('a menu', () => {
  it('is the popover that its button opens', () => {
    const root = draw()
    const menu = root.querySelector('[role=menu]')
    expect(root.querySelector('button')?.getAttribute('popovertarget')).toBe(menu?.id)
    expect(menu?.getAttribute('popover')).toBe('auto')
  })

  it('is walked by arrow keys around its ends, by Home, End and first letters', () => {
    const root = draw()
    const menu = root.querySelector<HTMLElement>('[role=menu]')
    // The imitated browser can hide a popover and not open one.
    menu?.removeAttribute('popover')
    const walk = (key: string) => {
      menu?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      return document.activeElement?.textContent
    }
    const keys = ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'End', 'Home', 's', 'a', 'Tab']
    expect(keys.map(walk)).toEqual([
      ...['Manage account', 'Add account', 'Manage account', 'Sign out', 'Manage account'],
      ...['Sign out', 'Manage account', 'Sign out', 'Add account', 'Add account'],
    ])
  })

  it('closes when something was chosen', () => {
    const chosen = vi.fn()
    const root = draw(chosen)
    const hide = vi.fn()
    Object.assign(root.querySelector('[role=menu]') ?? {}, { hidePopover: hide })
    press(root, 'Add account')
    expect([chosen.mock.calls.length, hide.mock.calls.length]).toEqual([1, 1])
  })
})
