import { UserProfile } from '@keywright/nextjs'

export default function AccountPage() {
  return <UserProfile routing="path" path="/account" />
}
