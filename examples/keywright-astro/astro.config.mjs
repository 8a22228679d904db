import node from '@astrojs/node'
import keywright from '@keywright/astro'
import { defineConfig } from 'astro/config'

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  integrations: [keywright()],
})
