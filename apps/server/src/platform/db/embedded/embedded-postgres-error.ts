/** Why the embedded PostgreSQL cannot run, in words for the operator: what happened and what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
}

const advice: Record<string, string> = {
  EACCES: 'This user may not write there. Give it the folder, or choose another data folder.',
  EPERM: 'This user may not write there. Give it the folder, or choose another data folder.',
  EROFS: 'The file system is read-only. Choose a data folder on one that can be written.',
  ENOSPC: 'The disk is full. Make room, or choose a data folder on another disk.',
  EDQUOT: 'The disk quota is used up. Make room, or choose a data folder on another disk.',
  ENOTDIR: 'A part of the path is a file, not a folder. Choose another data folder.',
  ENOENT: 'A part of the path does not exist and cannot be made. Choose another data folder.',
  EEXIST: 'A file is in the way. Choose another data folder.',
}

/** Runs file-system work on a folder; what goes wrong is said with the folder's name and what to do about it. */
export async function writingTo<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = codeOf(error)
    const words = typeof code === 'string' ? advice[code] : undefined
    if (words === undefined) throw error
    throw new EmbeddedPostgresError(`The data folder ${folder} cannot be written (${code}). ${words}`, {
      cause: error,
    })
  }
}

/** The code of a system or database error. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
