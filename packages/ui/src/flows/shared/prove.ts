import type { Appearance } from '../../app/appearance.ts'
import type { Localization } from '../../localization/translate.ts'
import type { UiHost } from '../../ui-host.ts'

/** Asks whoever is signed in for another proof, in a dialog over the page; resolves to whether it was given. */
export async function prove(
  host: UiHost,
  { appearance, localization }: { appearance?: Appearance; localization?: Localization },
): Promise<boolean> {
  const { openReverification } = await import('../reverification/reverification.app.tsx')
  const looks = { ...(appearance && { appearance }), ...(localization && { localization }) }
  return await new Promise((resolve) => openReverification(host, { ...looks, onEnd: resolve }))
}
