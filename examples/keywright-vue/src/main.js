import '@keywright/ui/styles.css'
import '@keywright/ui/user-styles.css'
import './app.css'
import { keywrightPlugin } from '@keywright/vue'
import { createApp } from 'vue'
import App from './app.vue'
import { router } from './router.js'

const env = import.meta.env

createApp(App)
  .use(router)
  .use(keywrightPlugin, {
    publishableKey: env.VITE_KEYWRIGHT_PUBLISHABLE_KEY,
    url: env.VITE_KEYWRIGHT_URL,
    signInUrl: env.VITE_KEYWRIGHT_SIGN_IN_URL,
    signUpUrl: env.VITE_KEYWRIGHT_SIGN_UP_URL,
    ui: (kind) => (kind.startsWith('user') ? import('@keywright/ui/user') : import('@keywright/ui')),
    routerPush: (url) => router.push(url),
  })
  .mount('#app')
