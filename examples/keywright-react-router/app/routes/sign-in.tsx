import { SignIn } from '@keywright/react-router'

export default function SignInPage() {
  return (
    <div className="card">
      <SignIn />
    </div>
  )
}
