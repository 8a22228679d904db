import { SignUp } from '@keywright/react-router'

export default function SignUpPage() {
  return (
    <div className="card">
      <SignUp />
    </div>
  )
}
