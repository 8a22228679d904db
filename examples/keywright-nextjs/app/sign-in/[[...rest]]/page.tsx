import { SignIn } from '@keywright/nextjs'

export default function SignInPage() {
  return <SignIn path="/sign-in" />
}
