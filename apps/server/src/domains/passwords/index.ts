export {
  createPasswordHashing,
  type PasswordHashing,
  type PasswordHashingOptions,
  type StoredPassword,
} from './password-hashing.ts'
export { isDigestOf, type PasswordHasher, passwordFaults } from './passwords.policy.ts'
export {
  deletePassword,
  findPassword,
  rehashPassword,
  savePassword,
  setPasswordCompromised,
  type UserPassword,
} from './passwords.repository.ts'
