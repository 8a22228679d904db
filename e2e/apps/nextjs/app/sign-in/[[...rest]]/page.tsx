import { SignIn } from '@keywright/nextjs'

export default function Page() {
  return <SignIn path="/sign-in" />
}
