import type { OAuthProvider } from '../domains/oauth-providers/index.ts'
import { escapeHtml } from '../platform/mail/html.ts'

/** A provider's mark inside one of our pages, beside its name. */
export function providerIcon({ icon: { viewBox = '0 0 24 24', paths } }: OAuthProvider): string {
  const shapes = paths.map(
    ({ d, fill = 'currentColor' }) => `<path d="${escapeHtml(d)}" fill="${escapeHtml(fill)}"/>`,
  )
  return `<svg viewBox="${escapeHtml(viewBox)}" width="24" height="24" aria-hidden="true">${shapes.join('')}</svg>`
}
