/** Which package of ours stands for which of the official ones. Subpaths keep their names. */

const scope = '@clerk/'

/** Packages with another name here. */
const renamed: Readonly<Record<string, string>> = {
  'clerk-expo': 'expo',
}

const alike = new Set([
  ...[
    'nextjs',
    'react',
    'clerk-react',
    'clerk-js',
    'backend',
    'express',
    'fastify',
    'hono',
    'clerk-sdk-node',
  ],
  ...['vue', 'nuxt', 'astro', 'react-router', 'remix', 'tanstack-react-start', 'expo', 'testing'],
])

/** What to do about those that have no counterpart. */
const advice: Readonly<Record<string, string>> = {
  themes: 'Set `appearance.variables` and the CSS variables `--kw-*` instead.',
  localizations:
    'Languages come with @keywright/ui: import them from `@keywright/ui/localization/<language>`.',
  types: 'Import the types from the package that you use, such as @keywright/nextjs.',
  shared: 'It is inner code of the official SDKs; import what you need from the package that you use.',
  elements: 'Use the elements of @keywright/react/elements.',
}

export type Renaming = { kind: 'renamed'; to: string } | { kind: 'unknown'; name: string; advice: string }

/** What a module is called now; `undefined` for a text that names none of the official packages. */
export function renameSpecifier(specifier: string): Renaming | undefined {
  const found = /^@clerk\/([a-z0-9-]+)((?:\/[\w@.*-]+)*)$/.exec(specifier)
  if (!found) return undefined
  const [, name = '', rest = ''] = found
  const to = alike.has(name) ? name : renamed[name]
  if (to !== undefined) return { kind: 'renamed', to: `@keywright/${to}${rest}` }
  const words = advice[name] ?? 'There is no counterpart; replace what you use of it by hand.'
  return { kind: 'unknown', name: `${scope}${name}`, advice: words }
}

/** Whether a text may name one of them at all: most files need no parser. */
export function mentionsOfficial(text: string): boolean {
  return text.includes(scope)
}
