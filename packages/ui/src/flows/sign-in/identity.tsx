import type { SignInContext } from '@keywright/js/flows'
import type { Translate } from '../../localization/translate.ts'
import { Identity } from '../../primitives/identity.tsx'

/** Who is signing in, as far as the server says so. */
export function SignInIdentity(props: { context: SignInContext; onChange: () => void; t: Translate }) {
  const { context, onChange, t } = props
  const identifier = context.signIn?.identifier ?? context.identifier
  const user = context.signIn?.user_data
  const name = [user?.first_name, user?.last_name].filter(Boolean).join(' ')
  return (
    <Identity
      identifier={identifier}
      person={user ? { name, imageUrl: user.has_image ? user.image_url : null } : undefined}
      changeLabel={t('signIn.identity.change', { identifier })}
      onChange={onChange}
    />
  )
}
