/**
 * Everything `npm test` asks, in order; `npm run check` leaves out the steps that need a browser. One line per step.
 * `command` passes when it exits with 0 and counts as one; `project` is a vitest project and counts its tests.
 *
 * `recorded`: what the one is answered is what the other judges.
 *
 * @typedef {{ name: string, command: string, minutes?: number, recorded?: boolean }} CommandStep
 * @typedef {{ name: string, project: string, browser?: boolean, minutes?: number, recorded?: boolean }} TestStep
 * @typedef {CommandStep | TestStep} Step
 */

/** @type {readonly Step[]} */
export const steps = [
  {
    name: 'format and lint',
    command: 'biome check --error-on-warnings --diagnostic-level=warn --max-diagnostics=200 .',
  },
  { name: 'types', command: 'tsc -b' },
  { name: 'layers', command: 'node tools/check-layers.ts' },
  { name: 'unused code', command: 'knip --no-config-hints' },
  { name: 'one version', command: 'sherif --fail-on-warnings --ignore-rule root-package-manager-field' },
  { name: 'contract in sync', command: 'node tools/openapi.ts --check' },
  { name: 'schema in sync', command: 'node tools/generate-schema.ts --check' },
  {
    name: 'reference in sync',
    command: 'node --conditions=keywright-source tools/reference-docs.ts --check',
  },
  { name: 'suppressions', command: 'node tools/check-suppressions.ts' },
  { name: 'words', command: 'node tools/check-words.ts' },
  { name: 'sizes', command: 'node --conditions=keywright-source tools/check-sizes.ts' },
  { name: 'tests without a database', project: 'pure' },
  { name: 'tests in an imitated browser', project: 'dom' },
  { name: 'tests of the server', project: 'unit', minutes: 15, recorded: true },
  {
    name: 'contract coverage',
    command: 'node --conditions=keywright-source tools/coverage-contract.ts --require frontend=50,backend=55',
    minutes: 15,
    recorded: true,
  },
  { name: 'tests in a browser', project: 'e2e', browser: true, minutes: 30 },
]
