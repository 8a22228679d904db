/** A part of a form that comes and goes. What is gone is out of the page: nothing fills it in, sends it or finds its id. */
export interface ComingPart<Kind extends HTMLElement = HTMLElement> {
  element: Kind
  show(isShown: boolean): void
}

export function createComingPart<Kind extends HTMLElement>(element: Kind): ComingPart<Kind> {
  const mark = element.ownerDocument.createComment('')
  let isThere = true
  return {
    element,
    show(isShown) {
      element.hidden = false
      if (isShown === isThere) return
      isThere = isShown
      if (isShown) mark.replaceWith(element)
      else element.replaceWith(mark)
    },
  }
}
