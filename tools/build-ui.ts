/**
 * Builds `packages/ui` as browsers fetch it: one entry per way in, a chunk per flow, one stylesheet. Names carry no hash, so that
 * a server can name what to preload; whoever serves the folder puts a version into its path.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle } from 'lightningcss'
import { build, type InlineConfig } from 'tsdown'
import { isStale } from './is-stale.ts'
import { repositoryRoot } from './repository-files.ts'

const version = (major: number, minor = 0) => (major << 16) | (minor << 8)

/** The first that have `light-dark()`, `@starting-style` and container queries: they are written as they are. */
const targets = { chrome: version(123), firefox: version(129), safari: version(17, 5) }

const ui = join(repositoryRoot, 'packages/ui')

/** Gives a stylesheet as text to whoever imports it with `?inline`. */
export const inlineStyles = {
  name: 'inline-styles',
  resolveId: (source: string, importer: string | undefined) =>
    source.endsWith('.css?inline') && importer ? join(dirname(importer), source) : null,
  load: (id: string) =>
    id.endsWith('.css?inline') ? `export default ${JSON.stringify(buildStyles(id.slice(0, -7)))}` : null,
}

/** What all bundles for browsers have in common. */
export function browserBundle(entry: Record<string, string>, outDir: string): InlineConfig {
  return {
    ...{ entry, outDir, config: false, cwd: ui, format: 'esm', platform: 'browser', target: 'es2022' },
    ...{ dts: false, clean: true, minify: true, logLevel: 'error', hash: false },
    inputOptions: {
      // What a later piece shares with an entry stays in the entry: a file of its own would be one more to fetch.
      preserveEntrySignatures: 'allow-extension',
      plugins: [inlineStyles],
      resolve: { conditionNames: ['keywright-source', 'browser', 'module', 'import', 'default'] },
    },
    outputOptions: { chunkFileNames: '[name].js', entryFileNames: '[name].js', comments: false },
    deps: { alwaysBundle: [/.*/] },
  }
}

/** A client, whose errors its later pieces make as well: they are in its own file all the same. */
export function clientBundle(name: string, entry: string, outDir: string): InlineConfig {
  const client = browserBundle({ [name]: entry }, outDir)
  const own = (id: string) => id.endsWith(entry) || id.includes('/packages/client/src/')
  const groups = [{ name, test: own }]
  return { ...client, outputOptions: { ...client.outputOptions, codeSplitting: { groups } } }
}

/** A stylesheet in one piece; by default the one that a first step is drawn with. */
export function buildStyles(filename: string = join(ui, 'src/styles/index.css')): string {
  return new TextDecoder().decode(bundle({ filename, minify: true, targets }).code)
}

/** What every first step is drawn with: all of it is in the file of the entry. */
const firstParts = [
  'ui/src/primitives/(alert|button|card|field|first-drawings|focus-step|form|icon|logo|spinner|text-link|ui-context)\\.',
  'ui/src/app/(adopt-styles|components|flow|mount|use-running|has-providers)\\.',
  'ui/src/flows/read-faults\\.',
  'ui/src/flows/social/social-slot\\.',
  'ui/src/localization/fill-message\\.',
  'js/src/flows/(failure|accounts|fault-of)\\.',
]

/** What a sign-in begins with besides. */
const signInParts =
  'primitives/instant-password\\.|flows/sign-in/(sign-in\\.app|start\\.view)\\.|en/sign-in-start\\.|js/src/flows/sign-in\\.context\\.'

/** What a sign-up begins with besides. */
const signUpParts =
  'primitives/(checkbox|password-field|drawings-of-eyes)\\.|message-format\\.|flows/sign-up/(sign-up\\.app|start\\.view|sign-up-fields|legal-consent)|sign-up-start\\.|localization/rich\\.|en/password\\.|icon-button\\.|sign-up\\.context\\.'

/** What later steps share. */
const laterParts =
  'primitives/|flows/shared/|localization/en/(common|errors)|styles/later|js/src/flows/(machine|flow-ports|to-failure)|client/src/|app/(flow-ports|sso-urls)|social\\.steps|leave-page'

/** The pieces of a way in; with `first`, that of a page whose first step is in the file of the entry. */
function groupsOf(entry: string, entryParts: readonly string[], first?: 'sign-in' | 'sign-up') {
  const firstSteps = { 'sign-in': signInParts, 'sign-up': signUpParts }
  const own = first ? [firstSteps[first]] : []
  return [
    { name: entry, test: new RegExp([...entryParts, ...firstParts, ...own].join('|')) },
    { name: 'sign-in.app', test: new RegExp(signInParts) },
    { name: 'sign-up.app', test: new RegExp(signUpParts) },
    { name: 'steps', test: new RegExp(laterParts), minShareCount: 2 },
  ]
}

/** What stands on every page of somebody who is signed in: one file, whoever else needs parts of it. */
const userParts =
  'ui/src/(paint|flows/user-button(?!/custom-items))/|ui/src/app/(appearance|mount-later|mount-light|root|styles|user-components)\\.'
const flowParts =
  'js/src/flows/(accounts|failure|to-failure|machine|user-button\\.flow)\\.|client/src/is-api-error\\.'

/** What the first page of a profile is drawn with. */
const profileParts = `ui/src/portal/|${userParts}|${flowParts}|ui/src/flows/user-profile/user-profile\\.mount\\.`

/** What the first page of a profile is drawn with: a file of its own for each would be one more to fetch. */
const firstPageParts =
  'node_modules/preact|read-faults\\.|ui/src/app/create-ui\\.|ui/src/localization/(message-format|translate|en/first)\\.|ui/src/primitives/(alert|avatar|badge|button|page-drawings|field|file-button|first-drawings|form|icon|row-action|spinner|text-link|ui-context)\\.'

/** What the profile of a user and that of an organization stand in. */
const shellParts =
  'ui/src/flows/(user-profile/(profile-frame|profile-pages|custom-content|profile\\.drawings|section|value-section)|shared/(host-drawn|profile-shell|sections|use-[\\w-]+|picture-panel))\\.|en/(panel|pictures)\\.|js/src/flows/profile/(picture\\.flow|section\\.flow|profile-ports|with-reverification)\\.'

/** What the menu of organizations and the list of them share. */
const organizationParts =
  'flows/organization-switcher/personal-url\\.|organization-list/is-forced\\.|shared/(organization-url|require-organizations)\\.|en/organization-switcher\\.|shared/select-organization\\.|js/src/flows/organizations/(organization-wire|organization-switcher\\.flow)\\.'

const userGroups = [
  { name: 'user', test: new RegExp(`ui/src/user\\.|${userParts}|${flowParts}`) },
  { name: 'read-faults', test: new RegExp(firstPageParts), minShareCount: 3 },
  { name: 'profile-shell', test: new RegExp(shellParts) },
  { name: 'organizations', test: new RegExp(organizationParts) },
  { name: 'user-profile.mount', test: /flows\/user-profile\/(user-profile\.mount|emails\.section)\./ },
]

/** One way in stands on others as they were built, so that each brings only what it needs. By the path of their source. */
const useBuilt = (built: Readonly<Record<string, string>>) => ({
  name: 'use-built',
  resolveId(wanted: string, importer: string | undefined) {
    const source = importer && wanted.startsWith('.') ? relative(ui, join(dirname(importer), wanted)) : ''
    return Object.hasOwn(built, source) ? { id: built[source] ?? source, external: true } : null
  },
})

const entries = { index: 'src/index.ts', elements: 'src/elements.ts' }

const languages = { de: 'src/localization/de/index.ts', ar: 'src/localization/ar/index.ts' }

export async function buildUi(outDir: string = join(ui, 'dist')): Promise<void> {
  const page = browserBundle(entries, outDir)
  await build({
    ...page,
    plugins: [useBuilt({ 'src/user.ts': './user.js' })],
    outputOptions: {
      ...page.outputOptions,
      codeSplitting: { groups: groupsOf('index', ['ui/src/index\\.']) },
    },
  })
  const client = clientBundle('keywright', 'src/browser.ts', outDir)
  const built = {
    ...{ 'src/index.ts': './index.js', 'src/user.ts': './user.js' },
    'src/attributes/page-forms.ts': './page-forms.js',
  }
  await build({ ...client, clean: false, plugins: [useBuilt(built)] })
  const formEntries = { attributes: 'src/attributes/index.ts', 'page-forms': 'src/attributes/page-forms.ts' }
  const forms = browserBundle(formEntries, outDir)
  await build({
    ...{ ...forms, clean: false },
    outputOptions: { ...forms.outputOptions, chunkFileNames: 'attributes-[name].js' },
  })
  const user = browserBundle({ user: 'src/user.ts' }, outDir)
  await build({
    ...{ ...user, clean: false },
    outputOptions: {
      ...{ ...user.outputOptions, chunkFileNames: 'user-[name].js' },
      codeSplitting: { groups: userGroups },
    },
  })
  const server = browserBundle({ server: 'src/server.ts' }, outDir)
  await build({
    ...{ ...server, platform: 'neutral', clean: false },
    outputOptions: { ...server.outputOptions, chunkFileNames: 'server/[name].js' },
  })
  const adopted = browserBundle({ styles: 'src/styles.ts', 'user-styles': 'src/user-styles.ts' }, outDir)
  await build({
    ...{ ...adopted, clean: false },
    outputOptions: { ...adopted.outputOptions, chunkFileNames: 'styles-[name].js' },
  })
  await buildPortal(join(outDir, 'portal'))
  await build(browserBundle(languages, join(outDir, 'localization')))
  for (const folder of [outDir, join(outDir, 'portal')]) {
    dropNotes(folder)
    dropHelper(folder)
  }
  writeFileSync(join(outDir, 'styles.css'), buildStyles())
  writeFileSync(join(outDir, 'user-styles.css'), buildStyles(join(ui, 'src/styles/user-styles.css')))
}

/** The pages of the account portal: each has one file of code and one stylesheet before it can be used. */
async function buildPortal(outDir: string): Promise<void> {
  for (const first of ['sign-in', 'sign-up'] as const) {
    const auth = browserBundle({ [first]: 'src/portal/auth.ts' }, outDir)
    const groups = groupsOf(first, ['ui/src/portal/', 'packages/client/src/'], first)
    await build({
      ...{ ...auth, clean: first === 'sign-in' },
      outputOptions: {
        ...{ ...auth.outputOptions, chunkFileNames: `${first}-[name].js` },
        codeSplitting: { groups },
      },
    })
  }
  const user = browserBundle({ user: 'src/portal/user.ts' }, outDir)
  await build({
    ...{ ...user, clean: false },
    outputOptions: {
      ...{ ...user.outputOptions, chunkFileNames: 'user-[name].js' },
      codeSplitting: { groups: [{ name: 'user', test: new RegExp(profileParts) }] },
    },
  })
  const organizations = browserBundle({ organizations: 'src/portal/organizations.ts' }, outDir)
  const parts = `ui/src/portal/|${userParts}|${flowParts}|${firstPageParts}|${shellParts}|${organizationParts}`
  await build({
    ...{ ...organizations, clean: false },
    outputOptions: {
      ...{ ...organizations.outputOptions, chunkFileNames: 'organizations-[name].js' },
      codeSplitting: { groups: [{ name: 'organizations', test: new RegExp(parts) }] },
    },
  })
  // Whoever mounts a button or a switcher on a page of the portal finds its styles beside the code.
  for (const name of ['portal.css', 'plain.css', 'user-styles.css'])
    writeFileSync(join(outDir, name), buildStyles(join(ui, 'src/styles', name)))
}

/** Builds when a source is newer than what was built. */
export async function buildUiIfStale(): Promise<void> {
  const sources = ['packages/ui/src', 'packages/js/src', 'packages/client/src', 'package-lock.json']
  if (isStale(join(ui, 'dist/server.js'), sources)) await buildUi()
}

/** Notes for bundlers are of no use to a browser, and travel with every page. */
function dropNotes(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.js'))) {
    const code = readFileSync(join(folder, name), 'utf8')
    writeFileSync(join(folder, name), code.replaceAll('/* @__PURE__ */', ''))
  }
}

/**
 * The bundler writes what a piece is imported for by a helper that stands in a file of its own: one request more before a first
 * step. A getter says the same.
 */
function dropHelper(folder: string): void {
  for (const file of readdirSync(folder).filter((one) => one.endsWith('.js'))) {
    const path = join(folder, file)
    const code = readFileSync(path, 'utf8')
    const helper = /import\{t as (\w+)\}from"\.\/[\w-]*rolldown-runtime\.js";/.exec(code)
    if (!helper) continue
    const use = new RegExp(`=${helper[1]}\\(\\{((?:\\w+:\\(\\)=>\\w+,?)+)\\}\\)`, 'g')
    const written = code
      .replace(helper[0], '')
      .replace(use, (_, named: string) => `={${named.replace(/(\w+):\(\)=>(\w+)/g, 'get $1(){return $2}')}}`)
    if (written.includes('rolldown-runtime')) throw new Error(`${file} asks for more than is known.`)
    writeFileSync(path, written)
  }
  for (const file of readdirSync(folder).filter((one) => one.endsWith('rolldown-runtime.js')))
    rmSync(join(folder, file))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildUi()
  console.log(`styles.css ${readFileSync(join(ui, 'dist/styles.css')).length} bytes`)
}
