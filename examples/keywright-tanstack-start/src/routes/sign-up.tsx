import { SignUp } from '@keywright/tanstack-react-start'
import { createFileRoute } from '@tanstack/react-router'

export const Route = createFileRoute('/sign-up')({ component: SignUpPage })

function SignUpPage() {
  return (
    <div className="card">
      <SignUp />
    </div>
  )
}
