/** Opens or closes a menu as its machine says. What had the focus gets it back. */
export function placeMenu(trigger: HTMLElement | null, menu: HTMLElement | null, isOpen: boolean): void {
  if (!trigger || !menu || menu.matches(':popover-open') === isOpen) return
  const hadFocus = menu.contains(document.activeElement)
  if (isOpen) menu.showPopover({ source: trigger })
  else menu.hidePopover()
  if (hadFocus) trigger.focus()
}
