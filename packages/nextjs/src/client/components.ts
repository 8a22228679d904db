'use client'
// Next.js makes a boundary only of names that it can see.
export {
  ClerkDegraded,
  ClerkFailed,
  ClerkLoaded,
  ClerkLoading,
  KeywrightDegraded,
  KeywrightFailed,
  KeywrightLoaded,
  KeywrightLoading,
  RedirectToSignIn,
  RedirectToSignUp,
  RedirectToTasks,
  RedirectToUserProfile,
  SignInButton,
  SignOutButton,
  SignUpButton,
  UserAvatar,
  UserButton,
  UserProfile,
} from '@keywright/react'
