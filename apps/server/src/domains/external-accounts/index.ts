export { type AccountStore, createAccountStore } from './account-store.ts'
export {
  type ExternalAccount,
  type ExternalIdentity,
  isConnected,
  type ProviderTokens,
} from './external-account.entity.ts'
export {
  deleteExternalAccount,
  externalAccountsOfUser,
  toExternalAccounts,
} from './external-accounts.repository.ts'
export { toExternalAccountResource } from './external-accounts.resource.ts'
export { createRecognition, type Recognise, type Recognition } from './recognition.service.ts'
export { createTokenVault, type TokenVault } from './token-vault.ts'
