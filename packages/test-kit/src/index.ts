export { createDevInbox, type DevInbox, type InboxMail } from '@keywright/testing'
export {
  findFreePort,
  type KeywrightKeys,
  type RunningKeywright,
  removeDataFolder,
  type ServerProcess,
  type ServerProcessOptions,
  type StartKeywrightOptions,
  startServerProcess,
} from '@keywright/testing/internal'
export { launchBrowser } from './launch-browser.ts'
export { repositoryRoot, startKeywright } from './start-keywright.ts'
