interface NamedAppearance {
  theme?: unknown
  baseTheme?: unknown
  name?: string
  variables?: Readonly<Record<string, string>>
}

/** Names that variables had before. */
const olderNames: Readonly<Record<string, string>> = {
  colorText: 'colorForeground',
  colorTextSecondary: 'colorMutedForeground',
  colorTextOnPrimaryBackground: 'colorPrimaryForeground',
}

/**
 * For providers under the names of public tutorials: an appearance as our components know it, from one with a theme that is an
 * object, such as `dark` of other packages, under `theme` or `baseTheme`, or with several.
 */
export function readAppearance(given: object | undefined): object | undefined {
  const { baseTheme, ...own } = (given ?? {}) as NamedAppearance
  const bases = [baseTheme, own.theme]
    .flat()
    .filter((base) => typeof base === 'object' && base) as NamedAppearance[]
  const variables = [...bases, own].flatMap((one) => Object.entries(one.variables ?? {}))
  const isOlder = variables.some(([name]) => Object.hasOwn(olderNames, name))
  if (bases.length === 0 && baseTheme === undefined && !isOlder) return given
  const isDark = bases.some(({ name }) => name === 'dark')
  return {
    ...own,
    theme: typeof own.theme === 'string' ? own.theme : isDark ? 'dark' : undefined,
    variables: Object.fromEntries(variables.map(([name, value]) => [olderNames[name] ?? name, value])),
  }
}
