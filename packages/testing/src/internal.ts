/** For the tests of this repository. Not for apps: it may change with any release. */
export { findFreePort } from './free-port.ts'
export {
  type KeywrightKeys,
  launchKeywright,
  type RunningKeywright,
  type StartKeywrightOptions,
} from './launch-keywright.ts'
export { removeDataFolder } from './scratch-folder.ts'
export { type ServerProcess, type ServerProcessOptions, startServerProcess } from './server-process.ts'
