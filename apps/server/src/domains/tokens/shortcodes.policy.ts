/**
 * Shortcodes in claims: `{{path}}` stands for a value of the user, the session or the organization (wire contract 5.5).
 * Values come from an object made for the purpose; nothing outside it can be named.
 */

/** What paths are looked up in. */
export type ShortcodeSource = { readonly [name: string]: unknown }

/** Deeper claims are of no use to anybody and could exhaust the stack. */
const depthMax = 32

/** `{{`, then anything but `}}` outside of single quotes, then `}}`. */
const shortcode = /\{\{((?:[^'}]|'[^']*'|\}(?!\}))*)\}\}/g
const wholeShortcode = /^\s*\{\{((?:[^'}]|'[^']*'|\}(?!\}))*)\}\}\s*$/
const path = /^[A-Za-z_][\w-]*(\.[\w-]+)*$/

/**
 * The claims with every shortcode replaced. A text that is one shortcode becomes its value, with its type; within a longer
 * text the value is written out. What is unknown is `null`.
 */
export function fillShortcodes(
  claims: Readonly<Record<string, unknown>>,
  source: ShortcodeSource,
): Record<string, unknown> {
  return fillObject(claims, source, 0)
}

/** Whether anything in the claims is to be replaced: most claims are constant, and need no source. */
export function hasShortcodes(claims: Readonly<Record<string, unknown>>): boolean {
  return JSON.stringify(claims).includes('{{')
}

function fillObject(object: object, source: ShortcodeSource, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, fillValue(value, source, depth + 1)]),
  )
}

function fillValue(value: unknown, source: ShortcodeSource, depth: number): unknown {
  if (depth > depthMax) return null
  if (typeof value === 'string') return fillText(value, source)
  if (Array.isArray(value)) return value.map((item) => fillValue(item, source, depth + 1))
  return typeof value === 'object' && value !== null ? fillObject(value, source, depth) : value
}

function fillText(text: string, source: ShortcodeSource): unknown {
  if (!text.includes('{{')) return text
  const whole = wholeShortcode.exec(text)
  if (whole) return evaluate(whole[1] ?? '', source)
  return text.replaceAll(shortcode, (_, expression: string) => writeOut(evaluate(expression, source)))
}

function writeOut(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Operands beside `||` are tried in turn; `null` and `false` fall through to the next one. The last one stands. */
function evaluate(expression: string, source: ShortcodeSource): unknown {
  let value: unknown = null
  for (const operand of splitOperands(expression)) {
    value = evaluateOperand(operand.trim(), source)
    if (value !== null && value !== false) return value
  }
  return value
}

/** Splits at `||`, but not within quotes. */
function splitOperands(expression: string): string[] {
  const operands = ['']
  for (const [piece] of expression.matchAll(/'[^']*'|\|\||[^|']+|[|']/g)) {
    if (piece === '||') operands.push('')
    else operands[operands.length - 1] += piece
  }
  return operands
}

function evaluateOperand(operand: string, source: ShortcodeSource): unknown {
  if (/^'[^']*'$/.test(operand)) return operand.slice(1, -1)
  if (/^-?\d+(\.\d+)?$/.test(operand)) return Number(operand)
  if (operand === 'true' || operand === 'false') return operand === 'true'
  return path.test(operand) ? lookUp(operand.split('.'), source) : null
}

function lookUp(names: readonly string[], source: ShortcodeSource): unknown {
  let value: unknown = source
  for (const name of names) {
    // Own values only: `constructor` and the like must not lead out of the source.
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null
    value = Reflect.get(value, name)
  }
  return value ?? null
}
