export {
  type EmailAddress,
  type IdentifierVerification,
  type IdentifierVerificationStatus,
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
  type NewEmailAddress,
  setEmailAddressClaim,
  setEmailAddressVerification,
} from './email-addresses.repository.ts'
export { toClaim, toEmailAddressResource } from './email-addresses.resource.ts'
