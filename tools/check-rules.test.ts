/**
 * A rule that has stopped firing looks like a clean code base. So each rule is broken once on purpose, in a folder of
 * its own with the real configuration, and must be reported there.
 */
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  cleanTree,
  type FixtureTree,
  layerViolations,
  lintViolations,
  workspacePackages,
} from './check-rules.fixtures.ts'
import { repositoryRoot } from './repository-files.ts'

type Fired = { rule: string; file: string }

let folder: string

function writeTree(tree: FixtureTree): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

function makeFolder(...configs: string[]): void {
  // The real path, because dependency-cruiser reports paths below it.
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'keywright-rules-')))
  for (const config of configs) copyFileSync(join(repositoryRoot, config), join(folder, config))
}

function runTool(script: string, args: readonly string[]): string {
  const path = join(repositoryRoot, 'node_modules', script)
  return spawnSync(process.execPath, [path, ...args], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 })
    .stdout
}

function cruise(): Fired[] {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'packages']
  const report = JSON.parse(runTool('dependency-cruiser/bin/dependency-cruiser.mjs', args))
  return report.summary.violations.map((found: { rule: { name: string }; from: string }) => ({
    rule: found.rule.name,
    file: found.from,
  }))
}

function lint(): Fired[] {
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', '.']
  const report = JSON.parse(runTool('@biomejs/biome/bin/biome', args))
  return report.diagnostics.map((found: { category: string; location: { path: string } }) => ({
    rule: found.category.split('/').at(-1),
    file: found.location.path,
  }))
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('layer rules', () => {
  let fired: Fired[]

  beforeAll(() => {
    makeFolder('.dependency-cruiser.cjs', 'tsconfig.base.json')
    writeTree(cleanTree)
    mkdirSync(join(folder, 'node_modules/@keywright'), { recursive: true })
    for (const name of workspacePackages) {
      symlinkSync(join(folder, 'packages', name), join(folder, 'node_modules/@keywright', name), 'dir')
    }
    for (const { file, text, besides } of layerViolations) writeTree({ [file]: text, ...besides })
    fired = cruise()
    return () => rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  it.each(layerViolations)('reports $rule in $file', ({ rule, file }) => {
    expect(fired).toContainEqual({ rule, file })
  })

  it('has a violation for every rule', () => {
    const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs')
    const names = config.forbidden.map((rule: { name: string }) => rule.name)
    expect([...new Set(layerViolations.map(({ rule }) => rule))].sort()).toEqual(names.sort())
  })

  it('reports nothing in files that keep the rules', () => {
    const clean = Object.keys(cleanTree)
    // Cycles with a violating file are reported at either end.
    expect(fired.filter(({ rule, file }) => clean.includes(file) && rule !== 'no-cycle')).toEqual([])
  })
})

describe('lint rules', () => {
  let fired: Fired[]

  beforeAll(() => {
    makeFolder('biome.json', 'tsconfig.base.json')
    const plugin = 'tools/no-bare-error.grit'
    writeTree({ [plugin]: readFileSync(join(repositoryRoot, plugin), 'utf8') })
    writeTree({ '.gitignore': 'node_modules/\n', 'package.json': '{ "type": "module" }\n' })
    for (const { file, text, besides } of lintViolations) writeTree({ [file]: text, ...besides })
    fired = lint()
  }, 60_000)

  it.each(lintViolations)('reports $rule in $file', ({ rule, file }) => {
    expect(fired).toContainEqual({ rule, file })
  })

  it('has a violation for every rule that is turned on by name', () => {
    const { rules } = JSON.parse(readFileSync(join(repositoryRoot, 'biome.json'), 'utf8')).linter
    const names = Object.values(rules).flatMap((group) =>
      typeof group === 'object' && group ? Object.keys(group) : [],
    )
    expect(lintViolations.map(({ rule }) => rule).sort()).toEqual([...names, 'plugin'].sort())
  })
})
