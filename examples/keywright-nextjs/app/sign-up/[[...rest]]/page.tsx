import { SignUp } from '@keywright/nextjs'

export default function SignUpPage() {
  return <SignUp path="/sign-up" />
}
