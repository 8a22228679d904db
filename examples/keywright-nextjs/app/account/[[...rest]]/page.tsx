import { UserProfile } from '@keywright/nextjs'
import { MemberFrame } from '../../../components/member-frame.tsx'

export const metadata = { title: 'Account' }

export default function Account() {
  return (
    <MemberFrame current="/account">
      <UserProfile routing="path" path="/account" />
    </MemberFrame>
  )
}
