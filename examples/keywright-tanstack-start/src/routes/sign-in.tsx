import { SignIn } from '@keywright/tanstack-react-start'
import { createFileRoute } from '@tanstack/react-router'

export const Route = createFileRoute('/sign-in')({ component: SignInPage })

function SignInPage() {
  return (
    <div className="card">
      <SignIn />
    </div>
  )
}
