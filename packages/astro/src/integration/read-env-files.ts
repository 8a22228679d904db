import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

type Environment = Record<string, string | undefined>

/** What is in the `.env` files of a folder, the later ones winning, as Vite reads them. */
function readEnvFiles(folder: string, mode: string): Environment {
  const names = ['.env', '.env.local', `.env.${mode}`, `.env.${mode}.local`]
  return Object.assign({}, ...names.map((name) => readEnvFile(join(folder, name))))
}

function readEnvFile(file: string): Environment {
  try {
    return parseEnv(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return {}
    throw error
  }
}

const ours = /^(?:PUBLIC_)?(?:KEYWRIGHT|CLERK)_/

/** What came from files before: where a file is changed, Astro sets up anew in the same process. */
const adopted = new Map<string, string | undefined>()

/** Astro shows `.env` files to pages by `import.meta.env`, which would write secrets into what is built. Ours go to the process. */
export function adoptEnvFiles(folder: string, mode: string, environment: Environment = process.env): void {
  for (const [name, value] of Object.entries(readEnvFiles(folder, mode)))
    if (ours.test(name) && (!environment[name] || environment[name] === adopted.get(name))) {
      environment[name] = value
      adopted.set(name, value)
    }
}
