/** For apps that are served by a framework of their own: requests as attackers write them. */
export { pathTricks } from './path-tricks.ts'
export { sendRaw } from './raw-request.ts'
