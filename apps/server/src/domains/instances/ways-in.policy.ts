import type { InstanceSettings } from '@keywright/contract'

/** Whether at least one identifier and one proof for it are left. */
export function canAnyoneSignIn({
  email_address: email,
  username,
  password,
  web3,
}: InstanceSettings): boolean {
  const byEmail = email.enabled && email.used_for_sign_in
  const byUsername = username.enabled && username.used_for_sign_in
  if (byEmail && (email.sign_in_with_code || email.sign_in_with_link)) return true
  if (Object.values(web3).includes(true)) return true
  return password.enabled && (byEmail || byUsername)
}
