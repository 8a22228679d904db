/** The `keywright` command as an operator runs it: a process of its own, against a database that a server may be using. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { PostgresConnection } from './platform/db/open-postgres.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

const command = join(import.meta.dirname, '../../../packages/cli/bin/keywright.mjs')

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'keywright-cli-'))
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

interface Outcome {
  code: number
  stdout: string
  stderr: string
}

function keywright(...args: string[]): Promise<Outcome> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    PORT: '4999',
    KEYWRIGHT_DATA_DIR: folder,
    DATABASE_URL: urlOf(database.connection),
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { env, cwd: tmpdir() }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr })
    })
  })
}

function urlOf({ host, port = 5432, user, password, database: name }: PostgresConnection): string {
  const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`
  return `postgres://${credentials}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`
}

/** Each command starts a process, which on a busy machine takes seconds. */
vi.setConfig({ testTimeout: 120_000 })

describe('keywright keys', () => {
  it('prints one JSON object and nothing else, the same each time', async () => {
    const first = await keywright('keys', '--json')
    expect(first).toMatchObject({ code: 0, stderr: '' })
    expect(first.stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(first.stdout)).toEqual({
      publishable_key: expect.stringMatching(/^pk_test_[A-Za-z0-9+/]+=*$/),
      secret_key: expect.stringMatching(/^sk_test_[\w-]{43}$/),
      frontend_api_url: 'http://localhost:4999',
      backend_api_url: 'http://127.0.0.1:4999',
    })
    expect((await keywright('keys', '--json')).stdout).toBe(first.stdout)
  })

  it('prints lines for an env file', async () => {
    const { stdout } = await keywright('keys', '--env', 'next')
    expect(stdout).toMatch(/^NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=pk_test_.*\nCLERK_SECRET_KEY=sk_test_/)
    expect(stdout).toContain('\nCLERK_FAPI_URL=http://127.0.0.1:4999\n')
  })
})

describe('keywright config', () => {
  it('changes a setting, and says what changed', async () => {
    expect(await keywright('config', 'set', 'password.min_length=12')).toMatchObject({
      code: 0,
      stdout: 'password.min_length: 8 -> 12\n',
    })
    expect((await keywright('config', 'get', 'password.min_length')).stdout).toBe('12\n')
    expect((await keywright('config', 'unset', 'password.min_length')).stdout).toBe(
      'password.min_length: 12 -> 8\n',
    )
  })

  it('says in words what it does not accept, and changes nothing', async () => {
    const tooLong = await keywright('config', 'set', 'tokens.lifetime_seconds=300')
    expect([tooLong.code, tooLong.stderr]).toEqual([1, expect.stringContaining('tokens.force_lifetime')])
    const forced = await keywright(
      'config',
      'set',
      'tokens.lifetime_seconds=300',
      'tokens.force_lifetime=true',
    )
    expect([forced.code, forced.stderr]).toEqual([0, expect.stringContaining('300 seconds by force')])
    await keywright('config', 'unset', 'tokens.lifetime_seconds', 'tokens.force_lifetime')
    const refused = await keywright('config', 'set', 'email_address.enabled=false')
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toMatch(/^Keywright: .*breaks_instance_invariant/)
    expect((await keywright('config', 'get', 'email_address.enabled')).stdout).toBe('true\n')
  })
})

describe('keywright webhooks', () => {
  it('prints the signing secret, and makes another one', async () => {
    const first = await keywright('webhooks', 'secret')
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{32}\n$/) })
    expect(first.stderr).toContain('webhooks.url')
    const second = await keywright('webhooks', 'rotate-secret')
    expect(second.stdout).not.toBe(first.stdout)
    expect((await keywright('webhooks', 'secret')).stdout).toBe(second.stdout)
    expect((await keywright('webhooks')).code).toBe(2)
  })
})

describe('keywright social', () => {
  it('switches a provider on before there are credentials, and off again', async () => {
    const google = async () =>
      (await keywright('social', 'list')).stdout.split('\n').find((line) => line.startsWith('google '))
    expect(await google()).toMatch(/ off$/)
    expect(await keywright('social', 'enable', 'google')).toMatchObject({
      code: 0,
      stdout: 'google: on, played by this server\n',
    })
    expect(await google()).toMatch(/ on, played by this server$/)
    expect((await keywright('social', 'disable', 'google')).stdout).toBe('google: off\n')
    expect(await google()).toMatch(/ off$/)
  })

  it('takes over the credentials of an app, with a secret that no process can see', async () => {
    const file = join(folder, 'secret')
    await writeFile(file, 'secret-of-gitlab\n')
    const setUp = (...more: string[]) => keywright('social', 'setup', 'gitlab', '--client-id', 'id', ...more)
    const done = await setUp('--client-secret-file', file, '--option', 'base_url=https://gitlab.example.com')
    expect(done).toMatchObject({ code: 0, stdout: 'gitlab: on\n' })
    expect(done.stderr).toContain('/v1/oauth_callback')
    const refusals: [string[], number, RegExp][] = [
      [['--client-secret-file', join(folder, 'none')], 1, /cannot be read/],
      [['--client-secret-file', '/dev/null'], 1, /empty/],
      [['--option', 'base_url'], 2, /<name>=<value>/],
      [['--option', 'bases=x'], 1, /form_param_unknown/],
    ]
    for (const [args, code, words] of refusals) {
      const refused = await setUp(...args)
      expect([refused.code, refused.stdout]).toEqual([code, ''])
      expect(refused.stderr).toMatch(words)
    }
    expect((await keywright('social', 'setup', 'gitlab')).code).toBe(2)
    expect((await keywright('social', 'setup', 'geocities', '--client-id', 'id')).code).toBe(1)
    await keywright('social', 'disable', 'gitlab')
  })

  it('knows what it cannot do, and says so', async () => {
    const unknown = await keywright('social', 'enable', 'google', 'geocities')
    expect(unknown).toMatchObject({ code: 1, stdout: '' })
    expect(unknown.stderr).toContain('There is no provider "geocities"')
    expect((await keywright('social')).code).toBe(2)
  })
})

describe('keywright redirect-urls', () => {
  it('registers where native apps are reached, and forgets it', async () => {
    const urls = (...args: string[]) => keywright('redirect-urls', ...args)
    for (let time = 0; time < 2; time += 1)
      expect(await urls('add', 'acme://sso-callback')).toMatchObject({
        code: 0,
        stdout: 'acme://sso-callback is registered.\n',
      })
    expect((await urls('list')).stdout).toBe('acme://sso-callback\n')
    expect((await urls('remove', 'acme://sso-callback')).code).toBe(0)
    expect(await urls('remove', 'acme://sso-callback')).toMatchObject({ code: 1, stdout: '' })
    const script = await urls('add', 'javascript:alert(1)')
    expect([script.code, script.stderr]).toEqual([1, expect.stringContaining('invalid_redirect_url')])
    expect([(await urls('list')).stdout, (await urls()).code, (await urls('add')).code]).toEqual(['', 2, 2])
  })
})

describe('keywright instances and domains', () => {
  it('create a production instance on its domain, with keys of its own', async () => {
    const created = await keywright(
      'instances',
      'create',
      '--name',
      'Shop',
      '--environment',
      'production',
      '--domain',
      'shop.test',
      '--json',
    )
    const { slug } = JSON.parse(created.stdout) as { slug: string }
    const keys = JSON.parse((await keywright('keys', '--json', '--instance', slug)).stdout) as Record<
      string,
      string
    >
    expect(keys).toMatchObject({
      frontend_api_url: 'https://clerk.shop.test',
      secret_key: expect.stringMatching(/^sk_live_/),
    })
    expect((await keywright('domains', 'add', 'satellite.test', '--instance', slug)).code).toBe(0)
    expect((await keywright('domains', 'list', '--instance', slug)).stdout).toBe(
      'shop.test  primary\nsatellite.test  satellite\n',
    )
    expect((await keywright('domains', 'add', 'satellite.test')).stderr).toMatch(/home_url_taken/)
  })
})

describe('keywright backup', () => {
  it('saves what restore reads back, for its owner only', async () => {
    const file = join(folder, 'saved.backup')
    expect(await keywright('backup', file)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('master key'),
    })
    expect((await readFile(file)).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]))
    expect((await keywright('backup', file)).stderr).toMatch(/exists already/)
    const before = (await keywright('keys', '--json')).stdout
    expect((await keywright('restore', file, '--overwrite')).code).toBe(0)
    expect((await keywright('keys', '--json')).stdout).toBe(before)
  })
})

describe('keywright', () => {
  it.each([
    [['nonsense'], 2, /no command "nonsense"/],
    [['keys', '--env', 'cobol'], 2, /next, express/],
    [['keys', '--instance', 'nobody'], 1, /There is no instance "nobody"/],
    [['instances', 'create', '--name', 'X', '--environment', 'production'], 2, /--domain/],
  ])('says about %o what is wrong, on standard error only', async (args, code, message) => {
    const outcome = await keywright(...args)
    expect(outcome).toMatchObject({ code, stdout: '' })
    expect(outcome.stderr).toMatch(message)
  })

  it('names the variable that cannot be used', async () => {
    const outcome = await new Promise<string>((resolve) => {
      execFile(
        process.execPath,
        [command, 'keys'],
        { env: { ...process.env, PORT: 'http' } },
        (_error, _stdout, stderr) => resolve(stderr),
      )
    })
    expect(outcome).toMatch(/^Keywright: the configuration cannot be used\.\n {2}PORT: /)
  })

  it('rotates the signing key', async () => {
    const { stdout } = await keywright('rotate-signing-key')
    const rows = await database.db
      .selectFrom('signing_keys')
      .select('id')
      .where('status', '=', 'active')
      .execute()
    expect(rows.map(({ id }) => id)).toEqual([stdout.trim()])
  })

  it('finds what a doctor would, and says so by its exit code', async () => {
    const { code, stdout } = await keywright('doctor')
    // The production instance made above has no mail server.
    expect(code).toBe(1)
    expect(stdout).toMatch(/^ok +The database can be reached/m)
    expect(stdout).toMatch(/^fault +KEYWRIGHT_SMTP_URL/m)
  })
})
