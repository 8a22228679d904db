/** The dev inbox: mails that a development server keeps instead of sending them, as a live page and as JSON. */
import type { Instance, InstanceDirectory } from '../domains/instances/index.ts'
import type { InboxMessage, MessagesService } from '../domains/messages/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import { escapeHtml } from '../platform/mail/html.ts'
import type { AssetPackage } from './asset-packages.ts'
import { createEventStreams, type EventStreams } from './event-streams.ts'
import { htmlResponse } from './html-document.ts'
import { findCode, findLinks } from './inbox.policy.ts'
import { isOperatorVisit } from './operator-visit.ts'
import { basePathOf, type Page } from './page.ts'

export interface InboxDeps {
  directory: InstanceDirectory
  messages: Pick<MessagesService, 'listInbox' | 'onMessage'>
  packages: Promise<readonly AssetPackage[]>
  /** Where this server is by its configuration. */
  serverUrl: string
}

/** The page, and how to end its open streams when the server stops. */
export interface InboxPage {
  page: Page
  streams: EventStreams
}

export function createInboxPage({ directory, messages, packages, serverUrl }: InboxDeps): InboxPage {
  const streams = createEventStreams()
  messages.onMessage((instanceId) => streams.send(instanceId, 'changed'))

  async function showMails({ path, url }: HttpRequest, instance: Instance): Promise<Response | undefined> {
    const to = url.searchParams.get('to') ?? undefined
    const mails = await messages.listInbox(instance.id, to === undefined ? {} : { to })
    if (path === '/dev/inbox.json') return json({ data: mails.map(toWire) })
    const mail = mails.find(({ id }) => path === `/dev/inbox/${id}`)
    return mail && mailDocument(mail)
  }

  const page: Page = async (request) => {
    const { path, method } = request
    if (method !== 'GET' || !/^\/dev\/inbox(\.json|\/|$)/.test(path)) return undefined
    const instance = directory.byId(request.instanceId) ?? directory.default()
    if (!isOperatorVisit(instance, request, serverUrl)) return undefined
    if (path === '/dev/inbox') return inboxDocument(instance, basePathOf(request), await packages)
    if (path === '/dev/inbox/events') return streams.open(instance.id)
    return await showMails(request, instance)
  }
  return { page, streams }
}

function toWire({ id, to, template, status, subject, text, html, createdAt }: InboxMessage) {
  const facts = { code: findCode(subject, text), links: findLinks(text) }
  return { id, to, template, status, subject, text, html, ...facts, created_at: createdAt.getTime() }
}

function json(body: unknown): Response {
  const headers = {
    'cache-control': 'no-store',
    'content-type': 'application/json',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  }
  return new Response(JSON.stringify(body), { headers })
}

function inboxDocument(instance: Instance, base: string, packages: readonly AssetPackage[]): Response {
  const own = packages.find(({ name }) => name === '@keywright/pages')
  return htmlResponse({
    title: `Dev inbox · ${instance.applicationName}`,
    assets: `${base}/npm/@keywright/pages@${own?.version}`,
    scripts: ['inbox.js'],
    body: `<header class="top"><p><a href="${base}/">Keywright</a> <span>${escapeHtml(instance.applicationName)}</span></p></header>
<main class="wide">
<h1>Dev inbox</h1>
<p class="lead">Mail is kept here instead of being sent. New mail appears by itself.</p>
<p id="state" class="state" role="status">Connecting …</p>
<ol id="mails" class="mails"></ol>
</main>
<template id="mail"><li class="card mail"><article>
<h2></h2>
<p class="meta"><span class="to"></span> <time></time></p>
<p class="facts"></p>
<details><summary>Show the mail</summary><iframe sandbox="" title="The mail" loading="lazy"></iframe></details>
</article></li></template>`,
    data: { base },
    policy: { 'frame-src': ["'self'"] },
  })
}

/**
 * A mail as its reader would see it. What is in it came from strangers too (a name, say), so beside the frame's own
 * sandbox the answer forbids everything but its looks.
 */
function mailDocument({ html }: InboxMessage): Response {
  const headers = {
    'cache-control': 'no-store',
    'content-security-policy':
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    'content-type': 'text/html; charset=utf-8',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
  return new Response(html, { headers })
}
