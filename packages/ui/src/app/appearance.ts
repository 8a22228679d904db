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

const variables = {
  colorPrimary: 'accent',
  colorPrimaryForeground: 'on-accent',
  colorDanger: 'danger',
  colorSuccess: 'success',
  colorWarning: 'warning',
  colorBackground: 'bg',
  colorMuted: 'subtle',
  colorForeground: 'fg',
  colorMutedForeground: 'muted',
  colorBorder: 'line',
  colorInputBorder: 'control',
  colorRing: 'ring',
  colorModalBackdrop: 'backdrop',
  fontFamily: 'font-family',
  borderRadius: 'radius',
  spacing: 'space',
} as const

export type AppearanceVariable = keyof typeof variables

/** The custom properties of an appearance. */
export function customProperties({ variables: given = {} }: Appearance): [name: string, value: string][] {
  return Object.entries(given).flatMap(([name, value]) => {
    const property = variables[name as AppearanceVariable]
    return property ? [[`--kw-${property}`, value]] : []
  })
}

/** The class of a slot, with the classes a host adds. */
export function slotClass({ elements = {} }: Appearance, name: string): string {
  const added = elements[name]
  return typeof added === 'string' ? `kw-${name} ${added}` : `kw-${name}`
}

/** Puts an appearance on a root through the CSSOM; the answer takes it away again. */
export function applyAppearance(root: HTMLElement, appearance: Appearance): () => void {
  setData(root, 'theme', appearance.theme)
  setData(root, 'density', appearance.density === 'compact' ? 'compact' : undefined)
  const properties = customProperties(appearance)
  for (const [name, value] of properties) root.style.setProperty(name, value)
  const removeRules = adoptRules(root, appearance)
  return () => {
    for (const [name] of properties) root.style.removeProperty(name)
    removeRules()
  }
}

/** Writes only what differs: a root rendered by a server is left as it is. */
function setData(root: HTMLElement, name: 'theme' | 'density', value: string | undefined): void {
  if (root.dataset[name] === value) return
  if (value === undefined) delete root.dataset[name]
  else root.dataset[name] = value
}

/** Declarations go through the CSSOM one by one, so a value can never end its rule. */
function adoptRules(root: HTMLElement, { elements = {} }: Appearance): () => void {
  const styled = Object.entries(elements).filter(([slot]) => /^[a-z-]+$/.test(slot))
  const declared = styled.flatMap(([slot, rules]) => (typeof rules === 'string' ? [] : [{ slot, rules }]))
  if (declared.length === 0) return () => undefined
  const sheet = new CSSStyleSheet()
  for (const { slot, rules } of declared) {
    sheet.insertRule(`.kw-root[data-id="${root.dataset.id}"] .kw-${slot} {}`)
    const [rule] = sheet.cssRules
    if (!(rule instanceof CSSStyleRule)) continue
    for (const [property, value] of Object.entries(rules)) rule.style.setProperty(kebab(property), value)
  }
  const page = root.ownerDocument
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet]
  return () => {
    page.adoptedStyleSheets = page.adoptedStyleSheets.filter((other) => other !== sheet)
  }
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
