export {
  type EmailAddress,
  isClaimed,
  isVerified,
  normalizeEmailAddress,
} from './email-address.entity.ts'
export {
  addressesOfUser,
  deleteEmailAddress,
  findEmailAddress,
  insertEmailAddress,
  listHolders,
  lockClaims,
  markEmailAddressVerified,
  setEmailAddressClaim,
  toEmailAddresses,
} from './email-addresses.repository.ts'
export { toClaim, toEmailAddressResource } from './email-addresses.resource.ts'
