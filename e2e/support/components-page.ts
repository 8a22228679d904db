import { join } from 'node:path'
import { renderSignIn, renderSignUp } from '@keywright/ui/server'
import type { BrowserContext, Page } from 'playwright-core'
import { build } from 'tsdown'
import { makeEnvironment } from '../../packages/ui/src/testing/environment.ts'
import { browserBundle, buildStyles } from '../../tools/build-ui.ts'
import { repositoryRoot } from '../../tools/repository-files.ts'
import { serveGallery } from '../../tools/screenshots/gallery-server.ts'

const page = (head: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
<meta name="viewport" content="width=device-width,initial-scale=1">${head}
<script type="module" src="/page.js"></script></head><body>${body}</body></html>`

const link = '<link rel="stylesheet" href="/styles.css">'

/** Pages with components as a host without a framework has them, under the strictest policy. */
export async function serveComponents() {
  // Files of tests run side by side, and a build begins by emptying its folder.
  const folder = join(repositoryRoot, `node_modules/.cache/components-page-${process.env.VITEST_POOL_ID}`)
  await build(browserBundle({ page: 'src/testing/page.ts' }, folder))
  const environment = makeEnvironment()
  return await serveGallery(folder, {
    '/mounted.html': page('', '<main id="app"></main>'),
    '/rendered.html': page(link, `<main id="app">${renderSignIn(environment).html}</main>`),
    '/rendered-sign-up.html': page(link, `<main id="app">${renderSignUp(environment).html}</main>`),
    '/element.html': page(link, '<main><keywright-sign-in routing="none"></keywright-sign-in></main>'),
    '/dialog.html': page(link, '<main><h1>Shop</h1><button id="open">Sign in</button></main>'),
    '/two.html': page(link, '<main><div class="app"></div><div class="app"></div></main>'),
    '/empty.html': page(link, '<main></main>'),
    '/in-dialog.html': page(
      link,
      '<main><h1>Shop</h1><button id="show">Come in</button></main><dialog id="host"><div id="app"></div></dialog>',
    ),
    '/styles.css': buildStyles(),
  })
}

declare global {
  var kwLog: { announced: string[]; violations: string[]; mutations: string[] }
}

/**
 * Opens a page that writes down what is announced, what the policy forbids, and what changes in a component, from the
 * first.
 */
export async function openComponents(context: BrowserContext, url: string): Promise<Page> {
  const opened = await context.newPage()
  await opened.addInitScript(() => {
    const log = { announced: [] as string[], violations: [] as string[], mutations: [] as string[] }
    globalThis.kwLog = log
    const elementOf = (node: Node) => (node instanceof Element ? node : node.parentElement)
    document.addEventListener('securitypolicyviolation', (event) =>
      log.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
    )
    const liveRegion = (node: Node) => elementOf(node)?.closest('[role=alert], [role=status]')
    const noteAnnounced = (records: MutationRecord[]) => {
      const changed = records.flatMap((record) => [record.target, ...record.addedNodes].map(liveRegion))
      const filled = [...new Set(changed)].filter((region) => region?.isConnected && region.textContent)
      log.announced.push(...filled.map((region) => region?.textContent ?? ''))
    }
    const noteMutations = (records: MutationRecord[]) => {
      const inside = records.filter(({ target }) => elementOf(target)?.closest('.kw-root'))
      log.mutations.push(
        ...inside.map(({ target, type }) => `${type} of ${target.nodeName}: ${target.textContent}`),
      )
    }
    const read = (records: MutationRecord[]) => {
      noteAnnounced(records)
      noteMutations(records)
    }
    const options = { childList: true, subtree: true, characterData: true, attributes: true }
    document.addEventListener('DOMContentLoaded', () =>
      new MutationObserver(read).observe(document.body, options),
    )
  })
  await opened.goto(url)
  await opened.waitForFunction(() => performance.getEntriesByName('kw-ready').length > 0)
  return opened
}
