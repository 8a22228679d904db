import { secondsUntil } from '@keywright/js/elements'
import type { Send, Snapshot } from './form-part.ts'

const isSubmit = (type: string) => /^(IDENTIFY|SUBMIT)/.test(type)

/** Buttons that send something. They stay where they are while it is under way, and keep the focus. */
export function createButtons(form: HTMLFormElement, send: Send, can: (type: string) => boolean) {
  const buttons = [...form.querySelectorAll<HTMLButtonElement>('button')]
  let now: Snapshot | undefined
  for (const button of buttons) {
    const type = button.getAttribute('kw-send') ?? 'SUBMIT'
    button.type = isSubmit(type) ? 'submit' : 'button'
    button.addEventListener('click', (event) => {
      if (button.getAttribute('aria-disabled') === 'true') event.preventDefault()
      else if (!isSubmit(type)) send({ type, ...detailsOf(type, now) } as never)
    })
  }
  const seconds = [...form.querySelectorAll<HTMLElement>('[kw-seconds]')]
  let ticking: ReturnType<typeof setInterval> | undefined

  function draw(snapshot: Snapshot): void {
    now = snapshot
    const { pending, context } = snapshot
    const left = secondsUntil(context?.resendAt, Date.now())
    for (const button of buttons) dress(button, pending, left, can)
    for (const element of seconds) {
      element.hidden = left === 0
      element.textContent = String(left)
    }
    clearInterval(ticking)
    if (left > 0) ticking = setInterval(() => now && draw(now), 1000)
  }
  return draw
}

function dress(
  button: HTMLButtonElement,
  pending: string | undefined,
  left: number,
  can: (type: string) => boolean,
): void {
  const type = button.getAttribute('kw-send') ?? 'SUBMIT'
  const isBusy = isSubmit(type) ? pending !== undefined && isSubmit(pending) : pending === type
  const isWaiting = type === 'RESEND' && left > 0
  button.setAttribute('aria-busy', String(isBusy))
  if (isBusy || isWaiting) button.setAttribute('aria-disabled', 'true')
  else button.removeAttribute('aria-disabled')
  if (type === 'RETRY') button.hidden = !can('RETRY')
}

/** What an event takes besides its name, where there is one answer only. */
function detailsOf(type: string, snapshot: Snapshot | undefined): object {
  const { context } = snapshot ?? {}
  if (type !== 'CHOOSE' || !context) return {}
  return { sessionId: context.sessionId ?? context.accounts[0]?.sessionId ?? '' }
}
