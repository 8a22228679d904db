'use client'
export {
  useAuth,
  useClerk,
  useEmailLink,
  useKeywright,
  useOrganization,
  useOrganizationCreationDefaults,
  useOrganizationList,
  useReverification,
  useSession,
  useSessionList,
  useSignIn,
  useSignUp,
  useUser,
} from '@keywright/react'
