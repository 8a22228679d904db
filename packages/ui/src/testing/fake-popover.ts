/** What jsdom does not have of popovers and dialogs, as far as components use it. */
export function installPopovers(): void {
  const open = new WeakSet<Element>()
  const matches: (this: Element, selector: string) => boolean = Element.prototype.matches
  // Its own style sheet hides what it cannot open, and what is hidden takes no focus.
  document.head.appendChild(document.createElement('style')).textContent =
    '[popover] { display: block !important }'
  const tell = (element: HTMLElement) => element.dispatchEvent(new Event('toggle'))
  Object.assign(HTMLElement.prototype, {
    showPopover(this: HTMLElement) {
      open.add(this)
      tell(this)
    },
    hidePopover(this: HTMLElement) {
      open.delete(this)
      tell(this)
    },
  })
  Object.assign(Element.prototype, {
    matches(this: Element, selector: string) {
      return selector === ':popover-open' ? open.has(this) : matches.call(this, selector)
    },
  })
  // A press on a button that names a popover opens or closes it.
  document.addEventListener('click', ({ target }) => {
    const id =
      target instanceof Element ? target.closest('[popovertarget]')?.getAttribute('popovertarget') : null
    const popover = id ? document.getElementById(id) : null
    if (popover) open.has(popover) ? popover.hidePopover() : popover.showPopover()
  })
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      this.setAttribute('open', '')
    },
    close(this: HTMLDialogElement) {
      this.removeAttribute('open')
    },
  })
}
