import type { Instance } from '../domains/instances/index.ts'
import type { User } from '../domains/users/index.ts'
import { escapeHtml } from '../platform/mail/html.ts'
import { htmlResponse } from './html-document.ts'
import type { SettingGroup, SettingSwitch } from './settings-switches.policy.ts'
import { socialSection } from './start.social.ts'

/** What the page shows. */
export interface StartFacts {
  instance: Instance
  secretKey: string
  /** Where browsers and where servers reach this server. */
  publicUrl: string
  base: string
  assets: string
  users: readonly User[]
  userCount: number
  groups: readonly SettingGroup[]
  connections: Parameters<typeof socialSection>[0]
}

/** The start page as HTML. Its switches are forms of one control each; `start.js` sends them. */
export function startDocument(facts: StartFacts): Response {
  const { instance, assets, base } = facts
  return htmlResponse({
    title: `${instance.applicationName} · Keywright`,
    assets,
    scripts: ['start.js'],
    data: { base },
    body: `<header class="top"><p><strong>Keywright</strong> <span>${escapeHtml(instance.applicationName)}</span></p>
<p class="badge">${escapeHtml(instance.environmentType)}</p></header>
<main class="wide start">
<h1>Keywright is running</h1>
<p class="lead">This page is for you alone: it exists in development, on this machine.</p>
<p id="state" class="state" role="status"></p>
<div class="columns">
<div>${keys(facts)}${ways(facts)}${socialSection(facts.connections)}${newestUsers(facts)}</div>
<div>${settings(facts.groups)}</div>
</div>
</main>`,
  })
}

function keys({ instance, secretKey, publicUrl }: StartFacts): string {
  const rows = [
    ['Publishable key', instance.publishableKey],
    ['Secret key', secretKey],
    ['Server', publicUrl],
    ['Everything for your app', 'npx --no-install keywright keys --env next'],
  ]
  const items = rows.map(
    ([name = '', value = '']) =>
      `<div><dt>${escapeHtml(name)}</dt><dd><code>${escapeHtml(value)}</code><button type="button" class="copy" data-copy="${escapeHtml(value)}" aria-label="Copy: ${escapeHtml(name)}">Copy</button></dd></div>`,
  )
  return section('Keys', `<dl class="keys">${items.join('')}</dl>`)
}

function ways({ base, instance }: StartFacts): string {
  const links = [
    ['/dev/inbox', 'Dev inbox', 'Every mail this server would have sent'],
    ['/sign-in', 'Sign in', 'The page your users see'],
    ['/sign-up', 'Sign up', 'Make an account'],
    ['/user', 'Profile', 'Of whoever is signed in here'],
  ]
  const items = links.map(
    ([path = '', name = '', text = '']) =>
      `<li><a href="${escapeHtml(base + path)}">${escapeHtml(name)}</a> <span>${escapeHtml(text)}</span></li>`,
  )
  const home = instance.homeOrigin
  if (home !== null)
    items.push(`<li><a href="${escapeHtml(home)}">Your app</a> <span>${escapeHtml(home)}</span></li>`)
  return section('Ways on', `<ul class="ways">${items.join('')}</ul>`)
}

function newestUsers({ users, userCount }: StartFacts): string {
  if (users.length === 0) return section('Users', '<p class="none">Nobody yet. Sign up to be the first.</p>')
  const rows = users.map(
    (user) =>
      `<tr><td>${escapeHtml(displayName(user))}</td><td>${escapeHtml(identifier(user))}</td><td><time datetime="${user.createdAt.toISOString()}">${escapeHtml(user.createdAt.toISOString().slice(0, 16).replace('T', ' '))}</time></td></tr>`,
  )
  const head =
    '<thead><tr><th scope="col">Name</th><th scope="col">Identifier</th><th scope="col">Joined (UTC)</th></tr></thead>'
  const table = `<div class="scroll" tabindex="0" role="region" aria-label="Newest users"><table>${head}<tbody>${rows.join('')}</tbody></table></div>`
  return section(`Users <span class="count">${userCount}</span>`, table)
}

function displayName({ firstName, lastName, username }: User): string {
  return [firstName, lastName].filter(Boolean).join(' ') || username || '–'
}

function identifier({ emailAddresses, primaryEmailAddressId, username, id }: User): string {
  const primary = emailAddresses.find((address) => address.id === primaryEmailAddressId) ?? emailAddresses[0]
  return primary?.emailAddress ?? username ?? id
}

function settings(groups: readonly SettingGroup[]): string {
  const parts = groups.map(
    ({ title, switches }, index) =>
      `<details class="card group"${index < 3 ? ' open' : ''}><summary>${escapeHtml(title)}</summary>${switches.map((setting) => control(setting, title)).join('')}</details>`,
  )
  return `<section class="settings"><h2>Settings</h2><p class="lead">A change counts at once, for every app on this server.</p>${parts.join('')}</section>`
}

function control(setting: SettingSwitch, group: string): string {
  const { path, label, description, value, choices } = setting
  const id = `setting-${path.replaceAll('.', '-')}`
  const hint = description === '' ? '' : `<p id="${id}-hint" class="hint">${escapeHtml(description)}</p>`
  // "Enabled" alone says nothing to somebody who hears one control after the other.
  const name = ` aria-label="${escapeHtml(`${group}: ${label}`)}"`
  const described = name + (description === '' ? '' : ` aria-describedby="${id}-hint"`)
  const isSwitch = choices.length === 2 && typeof value === 'boolean'
  const input = isSwitch
    ? `<input type="checkbox" role="switch" id="${id}" data-path="${escapeHtml(path)}"${value ? ' checked' : ''}${described}>`
    : `<select id="${id}" data-path="${escapeHtml(path)}"${described}>${choices.map((choice) => option(choice, value)).join('')}</select>`
  return `<div class="setting"><div><label for="${id}">${escapeHtml(label)}</label>${hint}</div>${input}</div>`
}

function option(choice: SettingSwitch['value'], value: SettingSwitch['value']): string {
  const names = new Map<unknown, string>([
    [null, 'by default'],
    [true, 'on'],
    [false, 'off'],
  ])
  const selected = choice === value ? ' selected' : ''
  return `<option value="${escapeHtml(String(choice))}"${selected}>${escapeHtml(names.get(choice) ?? String(choice))}</option>`
}

function section(title: string, body: string): string {
  return `<section class="card"><h2>${title}</h2>${body}</section>`
}
