/** Every picture of every component inside pages of hosts with style sheets of their own, and how far it looks different there. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { compile } from 'tailwindcss'
import { build } from 'tsdown'
import { browserBundle, buildStyles } from '../../tools/build-ui.ts'
import { repositoryRoot } from '../../tools/repository-files.ts'
import { serveGallery } from '../../tools/screenshots/gallery-server.ts'

/** What a host may have, and whether it comes before our style sheet or after it. */
export const hosts = ['tailwind', 'bootstrap', 'hostile'] as const
export const orders = ['before', 'after'] as const

export type HostName = (typeof hosts)[number]
export type Order = (typeof orders)[number]

/** What each host has, so that boxes can be compared: a font, told in the way that hosts tell it. */
const common = 'body { margin: 0 } .kw-root { --kw-font-family: "Liberation Sans", Arial, sans-serif }'

const link = (name: string) => `<link rel="stylesheet" href="/${name}.css">`

function pageWith(before: string, after: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
${before}${link('styles')}${after}${link('common')}
<script type="module" src="/gallery.js"></script></head><body></body></html>`
}

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8')

/** Tailwind 4 as a host has it: its reset, and the utilities that the host uses. */
async function buildTailwind(): Promise<string> {
  const { build: write } = await compile('@import "tailwindcss";', {
    loadStylesheet: async (id, base) => {
      const path = id === 'tailwindcss' ? 'node_modules/tailwindcss/index.css' : join(base, id)
      return { path, base: 'node_modules/tailwindcss', content: read(path) }
    },
  })
  return write(['rounded-none', 'bg-red-500'])
}

/** Serves `/plain.html`, and a page for each host and order: `/bootstrap.after.html`. */
export async function serveHosts() {
  const folder = join(repositoryRoot, 'node_modules/.cache/host-pages')
  await build(browserBundle({ gallery: 'src/testing/gallery.tsx' }, folder))
  const pages = hosts.flatMap((host) => [
    [`/${host}.before.html`, pageWith(link(host), '')],
    [`/${host}.after.html`, pageWith('', link(host))],
  ])
  return await serveGallery(folder, {
    ...Object.fromEntries(pages),
    '/plain.html': pageWith('', ''),
    '/styles.css': buildStyles(),
    '/common.css': common,
    '/tailwind.css': await buildTailwind(),
    '/bootstrap.css': read('e2e/hosts/bootstrap.css'),
    '/hostile.css': read('e2e/hosts/hostile.css'),
  })
}

/** Shows a picture, named as `component/state/seed`, and waits until nothing moves in it. */
export async function showPicture(page: Page, picture: string): Promise<void> {
  await page.evaluate((hash) => location.replace(`#${hash}`), picture)
  await page.waitForFunction((title) => document.title === title, picture)
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition)
    await Promise.all(moving.map((one) => one.finished))
  })
}

/** One element, or what is drawn before or after it: where it stands and how it looks, by the name of what can differ. */
export interface Look {
  element: string
  values: Record<string, string>
}

/** How everything looks that can be seen in the component. The shape of the pointer is left to the host. */
export async function readLooks(page: Page): Promise<Look[]> {
  return await page.evaluate(() => {
    const usual = [
      ...[
        'display',
        'visibility',
        'opacity',
        'position',
        'backgroundColor',
        'borderTopLeftRadius',
        'boxShadow',
      ],
      ...['boxSizing', 'd', 'listStyleType', 'content'],
    ]
    const ofText = [
      ...[
        'color',
        'fontSize',
        'fontWeight',
        'fontStyle',
        'fontFamily',
        'lineHeight',
        'letterSpacing',
        'textTransform',
      ],
      ...['textDecorationLine', 'textAlign', 'textShadow', 'whiteSpace'],
    ]
    const borderOf = ({
      borderTopWidth: width,
      borderTopStyle: line,
      borderTopColor: color,
    }: CSSStyleDeclaration) => (width === '0px' ? 'none' : `${width} ${line} ${color}`)
    const pick = (style: CSSStyleDeclaration, names: readonly string[]) => ({
      border: borderOf(style),
      ...Object.fromEntries(names.map((name) => [name, String(style[name as keyof CSSStyleDeclaration])])),
    })
    const root = document.querySelector('.kw-root')
    const origin = root?.getBoundingClientRect()
    const boxOf = (node: Element) => {
      const { x, y, width, height } = node.getBoundingClientRect()
      return [x - (origin?.x ?? 0), y - (origin?.y ?? 0), width, height].map(Math.round).join(' ')
    }
    const drawn = [root, ...(root?.querySelectorAll(':not(.kw-sr-only, .kw-sr-only *)') ?? [])]
    return drawn.flatMap((node) => {
      if (!node) return []
      const element = `${node.localName}.${node.getAttribute('class') ?? ''}`
      const hasText = node.textContent !== '' || node.matches('input:not([type=checkbox])')
      const names = hasText ? [...usual, ...ofText] : usual
      const around = ['::before', '::after']
        .map((part) => ({ part, style: getComputedStyle(node, part) }))
        .filter(({ style }) => style.content !== 'none' && style.content !== 'normal')
      return [
        { element, values: { box: boxOf(node), ...pick(getComputedStyle(node), names) } },
        ...around.map(({ part, style }) => ({ element: element + part, values: pick(style, usual) })),
      ]
    })
  })
}

/** What looks different, in words. */
export function compareLooks(usual: readonly Look[], here: readonly Look[]): string[] {
  if (usual.length !== here.length) return [`${here.length} things instead of ${usual.length}`]
  return usual.flatMap(({ element, values }, index) =>
    Object.entries(values)
      .filter(([name, value]) => here[index]?.values[name] !== value)
      .map(([name, value]) => `${element} ${name}: ${here[index]?.values[name]}, not ${value}`),
  )
}
