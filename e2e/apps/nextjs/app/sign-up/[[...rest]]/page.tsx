import { SignUp } from '@keywright/nextjs'

export default function Page() {
  return <SignUp path="/sign-up" />
}
