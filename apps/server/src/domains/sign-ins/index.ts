export type { SignIn } from './sign-in.entity.ts'
export type { SignInWire } from './sign-ins.resource.ts'
export { createSignInsService, type SignInsDeps, type SignInsService } from './sign-ins.service.ts'
export { describeDevice, type LinkUrls } from './strategies/link.ts'
