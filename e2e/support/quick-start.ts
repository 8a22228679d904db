/** The quick start of a package as somebody follows it: from an empty folder, block by block, until they are signed in. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findFreePort, type RunningKeywright, repositoryRoot } from '@keywright/test-kit'
import type { OutsideApp, RunningApp } from './outside-app.ts'

/** A file to write, or commands to run. */
type Block = { file: string; text: string } | { commands: string[] }

/** The fenced blocks below a heading: those with a title are files, those of the shell are commands. */
function readBlocks(markdown: string, heading: string): Block[] {
  const [, fromHeading] = markdown.split(`\n## ${heading}\n`)
  if (fromHeading === undefined) throw new Error(`There is no section "${heading}".`)
  const [section = ''] = fromHeading.split('\n## ')
  const fences = section.matchAll(/^```(\S+)(.*)\n([\s\S]*?)^```$/gm)
  return [...fences].map(([, language, info = '', text = '']) => {
    const file = /title="([^"]+)"/.exec(info)?.[1]
    if (file) return { file, text }
    if (language === 'sh') return { commands: commandsOf(text) }
    throw new Error(`A block of ${language} is neither a file nor commands.`)
  })
}

const commandsOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '')

/** The port that all quick starts name. Here another may be taken. */
const writtenPort = '3000'

/** Follows a quick start, and what builds on it. The last command of each section is the app's server. */
export async function followQuickStart(
  name: string,
  app: OutsideApp,
  keywright: RunningKeywright,
  further: readonly string[] = [],
): Promise<RunningApp> {
  const markdown = await readFile(join(repositoryRoot, 'packages', name, 'README.md'), 'utf8')
  const blocks = ['Quick start', ...further].flatMap((heading) => readBlocks(markdown, heading))
  const port = await findFreePort()
  const withPort = (text: string) => text.replaceAll(writtenPort, String(port))
  const server = blocks.flatMap((block) => ('commands' in block ? block.commands : [])).at(-1)
  if (!server) throw new Error('There are no commands.')
  for (const block of blocks) {
    if ('file' in block) await write(join(app.folder, block.file), withPort(block.text))
    else for (const command of block.commands) if (command !== server) await runLine(command, app, keywright)
  }
  return await app.serve(withPort(server), {}, port)
}

/** Our packages come from packed files, and the keys from the server that runs. */
async function runLine(command: string, app: OutsideApp, keywright: RunningKeywright): Promise<void> {
  const keys = /^npx --no-install keywright (keys .*) > (\S+)$/.exec(command)
  if (keys?.[1] && keys[2])
    return await write(join(app.folder, keys[2]), await keywright.command(...keys[1].split(' ')))
  const operator = /^npx --no-install keywright (.+)$/.exec(command)?.[1]
  if (operator) return void (await keywright.command(...operator.split(' ')))
  const installed = /^npm install ((?:-D )?[^-].*)$/.exec(command)?.[1]
  if (installed) return await app.install(installed.split(' ').filter((word) => word !== '-D'))
  await app.run(command)
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
