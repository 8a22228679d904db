/** Roles by the names of old: `has` understands them, a comparison does not. */
import { type Edit, lineAt, type Remark } from './edits.ts'
import { child, type Node, nameOf, type Tree, textOf } from './syntax.ts'

const comparisons = new Set(['==', '===', '!=', '!=='])
const roles: Readonly<Record<string, string>> = { admin: 'org:admin', basic_member: 'org:member' }

/** What an expression is called in the end: `orgRole` of `auth.orgRole`. */
function lastNameOf(node: Node | undefined): string | undefined {
  if (node?.type === 'ChainExpression') return lastNameOf(child(node, 'expression'))
  return nameOf(node) ?? (node?.type === 'MemberExpression' ? nameOf(child(node, 'property')) : undefined)
}

/** A `role` may be the app's own, which has administrators, too; nobody else calls members so. */
const isOrganizationRole = (name: string | undefined, role: string): boolean =>
  name === 'orgRole' || name === 'org_role' || (name === 'role' && role === 'basic_member')

/** Says where a role of an organization is compared with a name that none has any more. */
export function noteOldRoles(source: string, tree: Tree): { edits: Edit[]; remarks: Remark[] } {
  const remarks = tree.all().flatMap((node) => {
    if (node.type !== 'BinaryExpression' || !comparisons.has(String(node.operator))) return []
    const sides = [child(node, 'left'), child(node, 'right')]
    const role = sides.map(textOf).find((text) => text !== undefined && Object.hasOwn(roles, text))
    const name = sides.map(lastNameOf).find((found) => found !== undefined)
    if (role === undefined || !isOrganizationRole(name, role)) return []
    const text = `\`${name}\` is never \`${role}\`: that role is \`${roles[role]}\` now. Write that, or ask \`has({ role: '${role}' })\`, which knows both.`
    return [{ line: lineAt(source, node.start), text }]
  })
  return { edits: [], remarks }
}
