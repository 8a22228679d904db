import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadReferences, type Operation } from './reference.ts'
import { references } from './shelf-reference.fixtures.ts'

const operations = references.flatMap((reference) => reference.operations)
const find = (id: string): Operation | undefined => operations.find(({ operationId }) => operationId === id)

describe('the operations of a reference', () => {
  it('are counted by method and path; a path that only carries extensions has none', () => {
    expect(references.map((reference) => reference.operations.length)).toEqual([4, 7, 0])
  })
  it('have their success answers, also where these are referred to', () => {
    expect([...(find('CreateBook')?.answers.keys() ?? [])]).toEqual([201])
    expect(find('GetBook')?.answers.get(200)).toMatchObject({ type: 'object', additionalProperties: false })
    expect(find('UpdateBook')?.answers.get(204)).toBeUndefined()
  })
  it('say whether they are public and whether they give pages', () => {
    expect(operations.filter(({ isPublic }) => isPublic).map(({ operationId }) => operationId)).toEqual([
      'GetPage',
    ])
    expect(operations.filter(({ isPaginated }) => isPaginated)).toEqual([find('ListBooks')])
  })
})

describe('a reference folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keywright-reference-'))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is read by the newest file of each API, and lacks nothing when all three are there', () => {
    const write = (name: string, path: string) =>
      writeFileSync(join(folder, name), `paths: { ${path}: { get: { operationId: ${name.slice(0, 3)} } } }`)
    write('backend-api-2024-01-01.yml', '/old')
    write('backend-api-2025-01-01.yml', '/new')
    write('frontend-api-2025-01-01.yml', '/v1/x')
    expect(loadReferences(folder)).toBeUndefined()
    write('platform-api-beta.yml', '/platform/x')
    const paths = loadReferences(folder)?.map((reference) => reference.operations[0]?.path)
    expect(paths).toEqual(['/v1/x', '/new', '/platform/x'])
  })
  it('that does not exist is no reference', () => {
    expect(loadReferences(join(folder, 'missing'))).toBeUndefined()
  })
})
