/** The components, for the web alone. */
import { provideComponents } from './components-loader.ts'

provideComponents(() => import('@keywright/ui'))

export {
  CreateOrganization,
  OrganizationList,
  OrganizationProfile,
  OrganizationSwitcher,
  SignIn,
  SignInButton,
  SignOutButton,
  SignUp,
  SignUpButton,
  TaskChooseOrganization,
  UserAvatar,
  UserButton,
  UserProfile,
} from '@keywright/react'
