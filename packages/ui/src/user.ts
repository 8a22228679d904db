/** The way in for pages whose visitors are signed in: the button of a user comes without a rendering library. */
import { mountUserComponent, openUserComponent } from './app/user-components.ts'

/** Draws a component of a signed-in user into an element. */
export const mount: typeof mountUserComponent = mountUserComponent

/** Opens the profile, or the proof that it is still its user, over the page. */
export const open: typeof openUserComponent = openUserComponent
