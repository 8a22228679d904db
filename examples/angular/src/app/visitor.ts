import { Injectable, inject, NgZone, signal } from '@angular/core'

/** As much of the client as this app uses; the script tag in `index.html` makes it. */
interface Keywright {
  addListener(listener: (resources: { user?: User | null }) => void): () => void
}

interface User {
  primaryEmailAddress: { emailAddress: string } | null
}

declare const Keywright: Keywright

/** Who is here: `undefined` while it is not known, `null` for nobody. */
@Injectable({ providedIn: 'root' })
export class Visitor {
  readonly user = signal<User | null | undefined>(undefined)

  constructor() {
    const zone = inject(NgZone)
    Keywright.addListener(({ user }) => zone.run(() => this.user.set(user)))
  }
}
