/** The variables and declarations of an appearance; loaded where a host has some. */
import type { Appearance, AppearanceVariable } from './appearance.ts'

const properties: Record<AppearanceVariable, string> = {
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
}

/** The custom properties of an appearance. */
export function customProperties({ variables: given = {} }: Appearance): [name: string, value: string][] {
  return Object.entries(given).flatMap(([name, value]) => {
    const property = properties[name as AppearanceVariable]
    return property ? [[`--kw-${property}`, value]] : []
  })
}

/** Puts an appearance on a root through the CSSOM; the answer takes it away again. */
export function applyLooks(root: HTMLElement, appearance: Appearance): () => void {
  const values = customProperties(appearance)
  for (const [name, value] of values) root.style.setProperty(name, value)
  const removeRules = adoptRules(root, appearance)
  return () => {
    for (const [name] of values) root.style.removeProperty(name)
    removeRules()
  }
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
