import { describe, expect, it } from 'vitest'
import { type Column, compareLines, writeSchema } from './generate-schema.ts'

const column = (name: string, type: string, rest: Partial<Column> = {}): Column => ({
  table: 'user_things',
  name,
  type,
  nullable: false,
  has_default: false,
  always: false,
  ...rest,
})

describe('the schema generator', () => {
  it('types each kind of column', () => {
    const text = writeSchema([
      column('id', 'int8', { has_default: true, always: true }),
      column('name', 'text', { nullable: true }),
      column('tags', 'text[]'),
      column('data', 'jsonb', { has_default: true }),
      column('digest', 'bytea'),
      column('created_at', 'timestamptz', { has_default: true }),
    ])
    expect(
      text.slice(text.indexOf('export interface UserThingsTable')),
    ).toBe(`export interface UserThingsTable {
  id: GeneratedAlways<number>
  name: string | null
  tags: string[]
  data: GeneratedJson
  digest: Buffer
  created_at: Generated<Date>
}

/** Every table by its name. */
export interface Schema {
  user_things: UserThingsTable
}
`)
  })

  it('refuses a type it does not know rather than guess', () => {
    expect(() => writeSchema([column('place', 'point')])).toThrow(
      /user_things.place: the type point is not known/,
    )
  })

  it('shows the lines that differ, and nothing when none do', () => {
    expect(compareLines('a\nb\nc\n', 'a\nb\nc\n')).toBeUndefined()
    expect(compareLines('a\nb\nc\nd\n', 'a\nx\nc\ny\nd\n')).toBe('2: - b\n3: + x\n4: + y')
    expect(compareLines('a\n', 'a\nb\n')).toBe('2: + b')
  })
})
