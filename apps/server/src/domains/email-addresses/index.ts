export {
  type EmailAddress,
  isClaimed,
  isVerified,
  normalizeEmailAddress,
} from './email-address.entity.ts'
export {
  deleteEmailAddress,
  findEmailAddress,
  insertEmailAddress,
  listEmailAddressesOfUsers,
  listHolders,
  lockClaims,
  markEmailAddressVerified,
  setEmailAddressClaim,
} from './email-addresses.repository.ts'
export { toClaim, toEmailAddressResource } from './email-addresses.resource.ts'
