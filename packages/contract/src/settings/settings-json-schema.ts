import { z } from 'zod'
import { InstanceSettings } from './settings.schema.ts'

/** The settings as JSON Schema (draft 2020-12): what an operator may write, or with `output` what is then in force. */
export function settingsJsonSchema(io: 'input' | 'output' = 'input'): Record<string, unknown> {
  const { $schema, $defs = {}, $ref: _ref, ...rest } = z.toJSONSchema(InstanceSettings, { io })
  const { InstanceSettings: root, ...others } = $defs
  return {
    $schema,
    $id: 'urn:keywright:instance-settings',
    ...rest,
    ...root,
    ...(Object.keys(others).length === 0 ? {} : { $defs: others }),
  }
}
