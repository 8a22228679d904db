export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  modules: ['@keywright/nuxt'],
  css: ['~/assets/app.css'],
  // The app has a middleware of its own, which guards what is for members.
  keywright: { skipServerMiddleware: true },
  devtools: { enabled: false },
  telemetry: false,
})
