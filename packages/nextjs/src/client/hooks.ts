'use client'
export {
  useAuth,
  useClerk,
  useEmailLink,
  useKeywright,
  useReverification,
  useSession,
  useSessionList,
  useSignIn,
  useSignUp,
  useUser,
} from '@keywright/react'
