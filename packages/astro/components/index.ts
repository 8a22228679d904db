import MenuAction from './menu-action.astro'
import MenuItems from './menu-items.astro'
import MenuLink from './menu-link.astro'
import BareUserButton from './user-button.astro'
import BareUserProfile from './user-profile.astro'
import UserProfileLink from './user-profile-link.astro'
import UserProfilePage from './user-profile-page.astro'

export { default as AuthenticateWithRedirectCallback } from './authenticate-with-redirect-callback.astro'
export { default as CreateOrganization } from './create-organization.astro'
export { default as GoogleOneTap } from './google-one-tap.astro'
export { default as KeywrightDegraded, default as ClerkDegraded } from './keywright-degraded.astro'
export { default as KeywrightFailed, default as ClerkFailed } from './keywright-failed.astro'
export { default as KeywrightLoaded, default as ClerkLoaded } from './keywright-loaded.astro'
export { default as KeywrightLoading, default as ClerkLoading } from './keywright-loading.astro'
export { default as OrganizationList } from './organization-list.astro'
export { default as OrganizationProfile } from './organization-profile.astro'
export { default as OrganizationSwitcher } from './organization-switcher.astro'
export { default as Protect } from './protect.astro'
export { default as RedirectToSignIn } from './redirect-to-sign-in.astro'
export { default as RedirectToSignUp } from './redirect-to-sign-up.astro'
export { default as RedirectToTasks } from './redirect-to-tasks.astro'
export { default as RedirectToUserProfile } from './redirect-to-user-profile.astro'
export { default as Show } from './show.astro'
export { default as SignIn } from './sign-in.astro'
export { default as SignInButton } from './sign-in-button.astro'
export { default as SignOutButton } from './sign-out-button.astro'
export { default as SignUp } from './sign-up.astro'
export { default as SignUpButton } from './sign-up-button.astro'
export { default as SignedIn } from './signed-in.astro'
export { default as SignedOut } from './signed-out.astro'
export { default as TaskChooseOrganization } from './task-choose-organization.astro'
export { default as UserAvatar } from './user-avatar.astro'

export const UserButton = Object.assign(BareUserButton, {
  MenuItems,
  Action: MenuAction,
  Link: MenuLink,
  UserProfilePage,
  UserProfileLink,
})

export const UserProfile = Object.assign(BareUserProfile, { Page: UserProfilePage, Link: UserProfileLink })
