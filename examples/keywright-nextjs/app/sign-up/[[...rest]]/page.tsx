import { SignUp } from '@keywright/nextjs'
import { Logo } from '../../../components/logo.tsx'

export const metadata = { title: 'Sign up' }

export default function SignUpPage() {
  return (
    <main className="entrance">
      <Logo />
      <SignUp path="/sign-up" />
    </main>
  )
}
