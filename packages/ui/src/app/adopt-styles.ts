const adopted = new Set<string>()

/** Adds rules that came with code. A constructed stylesheet is allowed by strict policies, and there at once. */
export function adoptStyles(css: string): void {
  if (adopted.has(css)) return
  adopted.add(css)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}
