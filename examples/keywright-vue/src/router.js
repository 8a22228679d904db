import { SignIn, SignUp } from '@keywright/vue'
import { createRouter, createWebHistory } from 'vue-router'
import DashboardPage from './dashboard-page.vue'
import HomePage from './home-page.vue'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: HomePage },
    { path: '/dashboard', component: DashboardPage },
    { path: '/sign-in', component: SignIn, props: { class: 'center' } },
    { path: '/sign-up', component: SignUp, props: { class: 'center' } },
  ],
})
