/** The components, for the web alone. */
import { provideComponents } from './components-loader.ts'

provideComponents(() => import('@keywright/ui'))

export {
  SignIn,
  SignInButton,
  SignOutButton,
  SignUp,
  SignUpButton,
  UserAvatar,
  UserButton,
  UserProfile,
} from '@keywright/react'
