/** Add `/// <reference types="@keywright/astro/env" />` to `src/env.d.ts`. */
declare namespace App {
  interface Locals {
    auth: import('@keywright/astro/server').KeywrightLocals['auth']
    currentUser: import('@keywright/astro/server').KeywrightLocals['currentUser']
    keywright: import('@keywright/astro/server').KeywrightLocals['keywright']
    keywrightAuth: import('@keywright/astro/server').KeywrightLocals['keywrightAuth']
  }
}
