/** Rewrites a view of ours, which is written for Preact, as one for React. The views are plain enough for rules of text. */

const rules: readonly (readonly [RegExp, string])[] = [
  [/'@keywright\/js\/flows'/g, "'@keywright/react/elements'"],
  [/'preact(\/hooks)?'/g, "'react'"],
  [/\bComponentChild(ren)?\b/g, 'ReactNode'],
  [/\bVNode\b/g, 'ReactElement'],
  // Bundlers find them without, and not every compiler allows them.
  [/(from '\.[^']*)\.tsx?'/g, "$1'"],
  [/(\s)class=/g, '$1className='],
  [/(\s)for=\{/g, '$1htmlFor={'],
  [/(\s)autocomplete=/g, '$1autoComplete='],
  [/(\s)autocapitalize=/g, '$1autoCapitalize='],
  [/(\s)spellcheck=/g, '$1spellCheck='],
  [/(\s)tabindex=/g, '$1tabIndex='],
  [/(\s)popovertarget=/g, '$1popoverTarget='],
  // Ours leaves out what is false.
  [/(\sdata-[\w-]+=\{)([^{}?]+ === [^{}?]+)\}/g, '$1$2 || undefined}'],
  [/^\/\*\* @jsxImportSource .*\n/, ''],
  [/(\s)onInput=/g, '$1onChange='],
  // Each library has an event of its own by this name.
  [/event: SubmitEvent\b/g, 'event: { preventDefault(): void }'],
]

/** Catalogues that are left out are left out of the type of all keys as well. */
export function toReact(source: string, leavesOut: readonly string[]): string {
  const unneeded = leavesOut.flatMap((name) => {
    const variable = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
    return [
      new RegExp(`^import type \\{ ${variable} \\} from '\\./en/.*\\n`, 'm'),
      new RegExp(`^ {2}\\| keyof typeof ${variable}\\n`, 'm'),
    ]
  })
  const needed = unneeded.reduce((text, rule) => text.replace(rule, ''), source)
  return rules.reduce((text, [from, to]) => text.replace(from, to), needed)
}
