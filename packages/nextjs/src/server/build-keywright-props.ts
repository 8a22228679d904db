import type { InitialState } from '@keywright/react'
import { getAuth, type RequestWithHeaders } from './get-auth.ts'
import { initialStateOf } from './initial-state.ts'

/** Handed on by `_app.tsx` to `<KeywrightProvider {...pageProps}>`. */
export interface KeywrightPageProps {
  __keywright_state: InitialState
}

/** Props of a page of the pages folder, from `getServerSideProps`, so that its first picture is the right one. */
export function buildKeywrightProps(request: RequestWithHeaders): KeywrightPageProps {
  return { __keywright_state: initialStateOf(getAuth(request, { treatPendingAsSignedOut: false })) }
}
