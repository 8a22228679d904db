import type { ComponentChildren } from 'preact'
import { attributesOf, flatten } from './views.ts'

const isVoid: readonly string[] = ['img', 'input', 'br']

/** What `paint` would draw, as text, for servers. */
export function write(view: ComponentChildren): string {
  return flatten(view)
    .map((part) => {
      if (typeof part === 'string') return escapeText(part)
      const tag = String(part.type)
      const attributes = [...attributesOf(part).attributes].map(
        ([name, value]) => ` ${name}="${escapeText(value)}"`,
      )
      const open = `<${tag}${attributes.join('')}>`
      return isVoid.includes(tag) ? open : `${open}${write(part.props.children)}</${tag}>`
    })
    .join('')
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
}
