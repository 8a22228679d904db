import { fileURLToPath } from 'node:url'

/** @type {import('next').NextConfig} */
export default {
  // The repository's own root, so that Next.js does not guess one.
  turbopack: { root: fileURLToPath(new URL('../..', import.meta.url)) },
}
