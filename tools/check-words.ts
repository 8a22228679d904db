/** No committed text names a place on the author's machine or the host packages were fetched from. */
import { readRepositoryFiles } from './repository-files.ts'

// A path counts where a path begins, so `/v1/work/items` and `https://example.com/root/` stay allowed.
const pathStart = '(?<=^|[\\s"\'`(\\[{=,:<>]|file://)'

const forbidden: readonly { what: string; pattern: RegExp }[] = [
  { what: 'a path of one machine', pattern: new RegExp(`${pathStart}/(?:work|root)(?:/|$|(?=["'\`]))`) },
  { what: 'a home folder', pattern: new RegExp(`${pathStart}/(?:home|Users)/[\\w.-]+/`) },
  { what: 'a home folder', pattern: /\b[A-Z]:\\\\?Users\\/ },
  {
    what: 'the host of a package registry',
    pattern: /\bregistry\.[a-z0-9-]+\.[a-z]{2,}|\bnpm\.pkg\.github\.com/i,
  },
  {
    what: 'the host of a package registry',
    pattern: /\b(?:artifactory|verdaccio|nexus)\.[a-z0-9-]+\.[a-z]{2,}/i,
  },
]

/** One forbidden place in a text. */
export type FoundWord = { line: number; what: string; text: string }

/** Lists the forbidden places named in a text. */
export function findWords(source: string): FoundWord[] {
  return source
    .split('\n')
    .flatMap((text, index) =>
      forbidden
        .filter(({ pattern }) => pattern.test(text))
        .map(({ what }) => ({ line: index + 1, what, text: text.trim().slice(0, 120) })),
    )
}

function main(): void {
  const files = readRepositoryFiles(/^(?!tools\/check-words\.test\.ts$)/)
  const found = files.flatMap(({ path, text }) => findWords(text).map((word) => ({ path, ...word })))
  for (const { path, line, what, text } of found) console.error(`${path}:${line}: ${what}: ${text}`)
  console.log(`${files.length} files, ${found.length} places named`)
  if (found.length > 0 || files.length === 0) process.exitCode = 1
}

if (import.meta.main) main()
