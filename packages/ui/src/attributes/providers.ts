import type { SocialProvider } from '@keywright/js/elements'
import type { Send, Snapshot } from './form-part.ts'

/**
 * Ways in by an account elsewhere, each drawn from the author's template for it: `<template kw-provider="oauth_google">`, and
 * one without a name for all the others. What the instance does not offer is not there.
 */
export function createProviders(form: HTMLFormElement, send: Send) {
  const templates = [...form.querySelectorAll<HTMLTemplateElement>('template[kw-provider]')]
  const named = templates.map((template) => template.getAttribute('kw-provider') ?? '')
  let buttons: [strategy: string, button: HTMLButtonElement][] | undefined
  return ({ context, pending }: Snapshot): void => {
    if (!context) return
    buttons ??= templates.flatMap((template, index) =>
      context.config.providers
        .filter(({ strategy }) => (named[index] ? strategy === named[index] : !named.includes(strategy)))
        .flatMap((provider) => draw(template, provider, send)),
    )
    for (const [strategy, button] of buttons)
      button.setAttribute('aria-busy', String(pending === 'CONTINUE_WITH' && context.chosen === strategy))
  }
}

function draw(
  template: HTMLTemplateElement,
  { strategy, name, logo_url: logo }: SocialProvider,
  send: Send,
): [string, HTMLButtonElement][] {
  const copy = template.content.cloneNode(true) as DocumentFragment
  for (const element of copy.querySelectorAll('[kw-text="provider"]')) element.textContent = name
  for (const image of copy.querySelectorAll<HTMLImageElement>('img[kw-logo]')) {
    image.alt = ''
    if (logo) image.src = logo
    else image.remove()
  }
  const buttons = [...copy.querySelectorAll('button')]
  for (const button of buttons) {
    button.type = 'button'
    button.addEventListener('click', () => send({ type: 'CONTINUE_WITH', strategy }))
  }
  template.before(copy)
  return buttons.map((button) => [strategy, button])
}
