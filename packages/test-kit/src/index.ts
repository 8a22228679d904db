export { createDevInbox, type DevInbox, type InboxMail } from './dev-inbox.ts'
export { findFreePort } from './free-port.ts'
export { launchBrowser } from './launch-browser.ts'
export { type ServerProcess, type ServerProcessOptions, startServerProcess } from './server-process.ts'
export {
  type KeywrightKeys,
  type RunningKeywright,
  repositoryRoot,
  type StartKeywrightOptions,
  startKeywright,
} from './start-keywright.ts'
