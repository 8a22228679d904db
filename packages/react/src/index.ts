export {
  type AuthButtonProps,
  SignInButton,
  SignOutButton,
  type SignOutButtonProps,
  SignUpButton,
} from './buttons.tsx'
export {
  CreateOrganization,
  OrganizationList,
  OrganizationProfile,
  OrganizationSwitcher,
  SignIn,
  SignUp,
  TaskChooseOrganization,
  UserAvatar,
  UserButton,
  UserProfile,
} from './components.tsx'
export type {
  MenuActionProps,
  MenuLinkProps,
  UserProfileLinkProps,
  UserProfilePageProps,
} from './custom-parts.tsx'
export * from './headless.ts'
export type { HostProps, RenderedComponent } from './host.tsx'
