/**
 * Builds what browsers fetch and holds its bytes, compressed, against the budgets: what a component needs before its first
 * step can be used (the client, everything its modules import, and the first stylesheet), and every piece after it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'tsdown'
import { makeEnvironment, makeSocial } from '../packages/ui/src/testing/environment.ts'
import { budgets, printRows, type Row } from './budgets.ts'
import { browserBundle, buildStyles, buildUi, clientBundle } from './build-ui.ts'
import { repositoryRoot } from './repository-files.ts'

/** Code as a browser fetches it, by file name. */
type Files = ReadonlyMap<string, string>

/** What is measured, as it was built. */
export interface Built {
  /** The folder of the components. */
  files: Files
  /** That of the pages of the account portal. */
  portal: Files
  /** The client as an app bundles it. */
  core: string
  /** Hooks, provider and hosts for React, without React and the client. */
  react: string
  /** What an app adds to them for forms of its own, by file name. */
  elements: Files
  languages: Files
  /** The texts of one flow, by language and flow. */
  languagesOfFlows: Files
  allStyles: string
}

/** The file names a module imports before it runs; what is imported later is not among them. */
export function staticImportsOf(code: string): string[] {
  return [...code.matchAll(/(?:^|[;}\s])(?:import|export)\b[^;'"`(]*?["'`]\.\/([\w.-]+)["'`]/g)].map(
    ([, file = '']) => file,
  )
}

/** A module with everything it stands on. */
export function closureOf(files: Files, entries: readonly string[]): string[] {
  const found = new Set<string>()
  const visit = (name: string): void => {
    const code = files.get(name)
    if (code === undefined) throw new Error(`${name} was not built.`)
    if (found.has(name)) return
    found.add(name)
    for (const file of staticImportsOf(code)) visit(file)
  }
  for (const entry of entries) visit(entry)
  return [...found]
}

const zipped = (text: string): number => gzipSync(text, { level: 9 }).length

function readFolder(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter((name) => /\.(js|css)$/.test(name))
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

const bytesIn = (files: Files) => (names: readonly string[]) =>
  names.reduce((sum, name) => sum + zipped(files.get(name) ?? ''), 0)

/** All rows of the table, from built files. */
export function measure({ files, portal, ...built }: Built): Row[] {
  const { bytes: limits } = budgets
  const bytesOf = bytesIn(files)
  const row = (name: string, value: number, limit: number): Row => ({ name, value, limit, unit: 'KB' })
  const rowsOf = (title: string, texts: Files, limit: number) =>
    [...texts].map(([name, code]) => row(`${title}: ${name}`, zipped(code), limit))
  const core = zipped(built.core)
  const styles = bytesOf(['styles.css'])
  const first = closureOf(files, ['keywright.js', 'index.js', 'sign-in.app.js'])
  const signUp = closureOf(files, ['keywright.js', 'index.js', 'sign-up.app.js'])
  const auth = closureOf(portal, ['sign-in.js'])
  const portalSignUp = closureOf(portal, ['sign-up.js'])
  /** The same with providers, whose part comes along where an instance has some. */
  const withSocial = (names: readonly string[], part: string) =>
    closureOf(names.includes('index.js') ? files : portal, [...names, part])
  const portalBytes = (names: readonly string[]) => bytesIn(portal)([...names, 'portal.css'])
  return [
    row('client core', core, limits.core),
    row('SignIn, first interactive', styles + bytesOf(first), limits.signIn),
    row('SignUp, first interactive', styles + bytesOf(signUp), limits.signUp),
    row('SignIn with providers', styles + bytesOf(withSocial(first, 'social.js')), limits.signIn),
    row('SignUp with providers', styles + bytesOf(withSocial(signUp, 'social.js')), limits.signUp),
    row('SignIn on the account portal, first interactive', portalBytes(auth), limits.signIn),
    row('SignUp on the account portal, first interactive', portalBytes(portalSignUp), limits.signUp),
    row(
      'SignIn with providers on the account portal',
      portalBytes(withSocial(auth, 'sign-in-social.js')),
      limits.signIn,
    ),
    row(
      'SignUp with providers on the account portal',
      portalBytes(withSocial(portalSignUp, 'sign-up-social.js')),
      limits.signUp,
    ),
    row('UserButton, menu usable', core + bytesOf(closureOf(files, ['user.js'])), limits.userButton),
    row(
      'UserProfile, first page',
      core + styles + bytesOf(closureOf(files, ['user.js', 'user-user-profile.mount.js'])),
      limits.userProfile,
    ),
    row(
      'OrganizationSwitcher, menu usable',
      core + bytesOf(closureOf(files, ['user.js', 'user-organization-switcher.app.js'])),
      limits.organizationSwitcher,
    ),
    row(
      'OrganizationProfile, first page',
      core +
        styles +
        bytesOf(
          closureOf(files, ['user.js', 'user-later-components.js', 'user-organization-profile.mount.js']),
        ),
      limits.organizationProfile,
    ),
    row(
      'OrganizationProfile on the account portal',
      portalBytes(closureOf(portal, ['organizations.js', 'organizations-organization-profile.mount.js'])),
      limits.organizationProfile,
    ),
    row('UserProfile on the account portal', portalBytes(closureOf(portal, ['user.js'])), limits.userProfile),
    row('hooks, provider and hosts for React', zipped(built.react), limits.reactWrapper),
    row(
      'SignIn of a React app, without React',
      bytesOf(closureOf(files, ['index.js', 'sign-in.app.js'])) + styles + core + zipped(built.react),
      limits.signIn + limits.reactWrapper,
    ),
    row(
      'elements for React',
      bytesIn(built.elements)(closureOf(built.elements, ['elements.js'])),
      limits.reactElements,
    ),
    row('first stylesheet', styles, limits.stylesheet),
    row('all stylesheets', zipped(built.allStyles), limits.stylesheet),
    ...piecesOf(files, [...first, 'server.js', 'elements.js']).map(([name, code]) =>
      row(`later: ${name}`, zipped(code), limits.piece),
    ),
    ...piecesOf(portal, [
      ...[...auth, ...portalSignUp, ...closureOf(portal, ['user.js', 'organizations.js'])],
    ]).map(([name, code]) => row(`later on the portal: ${name}`, zipped(code), limits.piece)),
    ...piecesOf(built.elements, closureOf(built.elements, ['elements.js'])).map(([name, code]) =>
      row(`later with elements: ${name}`, zipped(code), limits.piece),
    ),
    ...rowsOf('language', built.languages, limits.language),
    ...rowsOf('language of one flow', built.languagesOfFlows, limits.languageOfFlow),
  ]
}

/** What is fetched later, each by itself. */
function piecesOf(files: Files, known: readonly string[]): [name: string, code: string][] {
  return [...files].filter(([name]) => name.endsWith('.js') && !known.includes(name))
}

/** An entry with all that it imports at once; what hardly any page ever asks for is not counted. */
async function bundle(name: string, entry: string, isExternal?: RegExp): Promise<string> {
  const folder = join(repositoryRoot, 'node_modules/.cache/sizes', name)
  const options = clientBundle(name, join(repositoryRoot, entry), folder)
  await build(isExternal ? { ...options, deps: { neverBundle: [isExternal] } } : options)
  const files = readFolder(folder)
  return closureOf(files, [`${name}.js`])
    .map((file) => files.get(file))
    .join('')
}

/** Forms over our flows for React: their hooks share the context of the provider, which the wrapper counts. */
async function bundleElements(): Promise<Map<string, string>> {
  const folder = join(repositoryRoot, 'node_modules/.cache/sizes/elements')
  const options = browserBundle(
    { elements: join(repositoryRoot, 'packages/react/src/elements/index.ts') },
    folder,
  )
  const neverBundle = [/^react(\/|-dom|$)/, '@keywright/js', '../keywright-context.ts']
  await build({ ...options, deps: { alwaysBundle: [/^@keywright\/[a-z]+\//], neverBundle } })
  return readFolder(folder)
}

const localization = 'packages/ui/src/localization'

/** The texts of each flow in each language but the one that comes along. */
async function bundleFlows(languages: readonly string[]): Promise<Map<string, string>> {
  const names = languages.flatMap((language) =>
    ['sign-in', 'sign-up', 'user-button', 'reverification'].map((flow) => `${language}/${flow}`),
  )
  const entry = Object.fromEntries(
    names.map((name) => [name, join(repositoryRoot, localization, `${name}.ts`)]),
  )
  const folder = join(repositoryRoot, 'node_modules/.cache/sizes/flows')
  await build(browserBundle(entry, folder))
  return new Map(names.map((name) => [name, readFileSync(join(folder, `${name}.js`), 'utf8')]))
}

/** Builds, and measures what was built. Fails where a server would not name what a first step needs. */
export async function collectRows(): Promise<Row[]> {
  const folder = join(repositoryRoot, 'packages/ui/dist')
  await buildUi(folder)
  const [forgotten] = await findForgotten(folder)
  if (forgotten) throw new Error(`${forgotten} is needed at once, and servers do not preload it.`)
  const languages = readFolder(join(folder, 'localization'))
  return measure({
    languages,
    files: readFolder(folder),
    portal: readFolder(join(folder, 'portal')),
    core: await bundle('core', 'packages/js/src/index.ts'),
    react: await bundle('react', 'packages/react/src/index.ts', /^(react|@keywright)(\/|-dom|$)/),
    elements: await bundleElements(),
    languagesOfFlows: await bundleFlows([...languages.keys()].map((name) => name.replace(/\.js$/, ''))),
    allStyles: buildAllStyles(join(repositoryRoot, 'packages/ui/src/styles')),
  })
}

/** Every rule there is, once: files that only bring others together are left out. */
function buildAllStyles(folder: string): string {
  const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'))
  const own = sheets.filter((name) => !readFileSync(join(folder, name), 'utf8').includes('@import'))
  return own.map((name) => buildStyles(join(folder, name))).join('')
}

/** What a first step needs and the built server entry does not name; whoever serves the page names the client. */
async function findForgotten(folder: string): Promise<string[]> {
  const server: typeof import('@keywright/ui/server') = await import(join(folder, 'server.js'))
  const environment = makeEnvironment({ settings: { social: makeSocial('Google') } })
  const files = readFolder(folder)
  return [
    { rendered: server.renderSignIn(environment), entry: 'sign-in.app.js' },
    { rendered: server.renderSignUp(environment), entry: 'sign-up.app.js' },
  ].flatMap(({ rendered: { preload }, entry }) =>
    closureOf(files, ['index.js', entry, 'social.js']).filter((name) => !preload.includes(name)),
  )
}

if (import.meta.main && !printRows(await collectRows())) process.exitCode = 1
