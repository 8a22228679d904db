export type { SignUp } from './sign-up.entity.ts'
export type { SignUpUrls } from './sign-up-verifications.service.ts'
export type { SignUpWire } from './sign-ups.resource.ts'
export { createSignUpsService, type SignUpsDeps, type SignUpsService } from './sign-ups.service.ts'
