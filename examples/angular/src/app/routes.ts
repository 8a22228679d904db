import type { Routes } from '@angular/router'
import { HomePage, ProfilePage, SignInPage, SignUpPage } from './pages'

export const routes: Routes = [
  { path: '', component: HomePage },
  { path: 'sign-in', component: SignInPage },
  { path: 'sign-up', component: SignUpPage },
  { path: 'profile', component: ProfilePage },
]
