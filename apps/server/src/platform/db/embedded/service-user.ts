/**
 * PostgreSQL refuses to run as root, so that a hole in it is not a hole in the machine. When Keywright itself runs as
 * root, the server gets a system user of its own, made once with the system's own tool.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

/** Whom the PostgreSQL processes run as. */
export interface ServiceUser {
  uid: number
  gid: number
}

const run = promisify(execFile)
const userName = 'keywright'

/** The user to run PostgreSQL as: `undefined` for the present one, which is not root. Makes the user when it is missing. */
export async function ensureServiceUser(): Promise<ServiceUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  return (await findServiceUser()) ?? (await createServiceUser())
}

async function findServiceUser(): Promise<ServiceUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', userName]), run('id', ['-g', userName])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

async function createServiceUser(): Promise<ServiceUser> {
  const failure = await run('useradd', [
    ...['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'],
    ...['--shell', '/usr/sbin/nologin', userName],
  ]).then(
    () => undefined,
    (error: unknown) => error,
  )
  // Another process may have made it at the same time, so only the outcome counts.
  const user = await findServiceUser()
  if (user) return user
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and the system user "${userName}" to run it as could not be made (${textOf(failure)}). ` +
      `Make it (useradd --system --user-group ${userName}), or start Keywright as another user, or set DATABASE_URL.`,
    { cause: failure },
  )
}

function textOf(failure: unknown): string {
  if (!(failure instanceof Error)) return 'unknown reason'
  return 'stderr' in failure && typeof failure.stderr === 'string' && failure.stderr.trim() !== ''
    ? failure.stderr.trim()
    : failure.message
}
