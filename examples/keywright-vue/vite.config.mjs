import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const port = Number(process.env.PORT ?? 3000)

export default defineConfig({
  plugins: [vue()],
  server: { port },
  preview: { port, strictPort: true },
  // They name their stylesheets and pieces by their own place.
  optimizeDeps: { exclude: ['@keywright/ui', '@keywright/js', '@keywright/vue'] },
})
