/** What a host may change of the looks. Nothing here is written as a `style` attribute, so that a strict policy allows it. */
export interface Appearance {
  /** Without it the `color-scheme` of the page decides. */
  theme?: 'light' | 'dark' | 'auto'
  density?: 'comfortable' | 'compact'
  variables?: Partial<Record<AppearanceVariable, string>>
  /** By slot: classes to add, or declarations. `button` is what has the class `kw-button`. */
  elements?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  options?: {
    logoPlacement?: 'inside' | 'none'
    logoImageUrl?: string
    logoLinkUrl?: string
    termsPageUrl?: string
    privacyPageUrl?: string
    helpPageUrl?: string
    showOptionalFields?: boolean
    autoFocus?: boolean
  }
}

/** The values of an appearance, by the names that hosts know. */
export type AppearanceVariable =
  | 'colorPrimary'
  | 'colorPrimaryForeground'
  | 'colorDanger'
  | 'colorSuccess'
  | 'colorWarning'
  | 'colorBackground'
  | 'colorMuted'
  | 'colorForeground'
  | 'colorMutedForeground'
  | 'colorBorder'
  | 'colorInputBorder'
  | 'colorRing'
  | 'colorModalBackdrop'
  | 'fontFamily'
  | 'borderRadius'
  | 'spacing'

/** The class of a slot, with the classes a host adds. */
export function slotClass({ elements = {} }: Appearance, name: string): string {
  const added = elements[name]
  return typeof added === 'string' ? `kw-${name} ${added}` : `kw-${name}`
}

/** Whether there is more to an appearance than classes and switches. */
export function hasLooks({ variables, elements = {} }: Appearance): boolean {
  return variables !== undefined || Object.values(elements).some((added) => typeof added !== 'string')
}

/** Sets the switches of a root; one that a server has set is left as it is. */
export function setSwitches(root: HTMLElement, { theme, density }: Appearance): void {
  setData(root, 'theme', theme)
  setData(root, 'density', density === 'compact' ? density : undefined)
}

function setData(root: HTMLElement, name: 'theme' | 'density', value: string | undefined): void {
  if (root.dataset[name] === value) return
  if (value === undefined) delete root.dataset[name]
  else root.dataset[name] = value
}
