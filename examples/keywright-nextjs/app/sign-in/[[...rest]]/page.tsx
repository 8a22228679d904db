import { SignIn } from '@keywright/nextjs'
import { Logo } from '../../../components/logo.tsx'

export const metadata = { title: 'Sign in' }

export default function SignInPage() {
  return (
    <main className="entrance">
      <Logo />
      <SignIn path="/sign-in" />
    </main>
  )
}
