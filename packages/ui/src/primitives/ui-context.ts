import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { SocialViews } from '../flows/social/social-views.ts'
import type { Translate } from '../localization/translate.ts'

/** What every card shows of the application. */
export interface Brand {
  name: string
  logoUrl: string | null
  /** Where the logo leads. */
  homeUrl: string
  placesLogo: boolean
  termsUrl: string | null
  privacyUrl: string | null
  helpUrl: string | null
  isDevelopment: boolean
  isBranded: boolean
}

/** What the parts of one mounted component share. */
export interface Ui {
  t: Translate
  brand: Brand
  /** An id that no other component of the page has. */
  id(name: string): string
  /** The class of a slot, with what the host adds to it. */
  slot(name: string): string
  /** Absent where the instance has no providers. */
  social: SocialViews | undefined
}

const UiContext = createContext<Ui | undefined>(undefined)

export const UiProvider = UiContext.Provider

export function useUi(): Ui {
  const ui = useContext(UiContext)
  if (!ui) throw new Error('Keywright: a component outside of a mounted root.')
  return ui
}
