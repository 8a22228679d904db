/**
 * Components for pages without a framework: `<keywright-sign-in>`, `<keywright-user-button>` and the others, in the light DOM. Texts are
 * attributes; everything else is a property named `options`.
 */
import type { ComponentHandle, Keywright } from '@keywright/js'

const tags = {
  'keywright-sign-in': 'sign-in',
  'keywright-sign-up': 'sign-up',
  'keywright-user-button': 'user-button',
  'keywright-user-avatar': 'user-avatar',
  'keywright-user-profile': 'user-profile',
} as const

type ElementKind = (typeof tags)[keyof typeof tags]

/** Attributes that are properties of the components. */
const attributes: Record<string, string> = {
  path: 'path',
  routing: 'routing',
  'force-redirect-url': 'forceRedirectUrl',
  'fallback-redirect-url': 'fallbackRedirectUrl',
  'sign-in-url': 'signInUrl',
  'sign-up-url': 'signUpUrl',
  'user-profile-url': 'userProfileUrl',
  'user-profile-mode': 'userProfileMode',
  'after-sign-out-url': 'afterSignOutUrl',
}

/** What shows the components: a client that they were handed to. */
type Client = Pick<Keywright, 'mountComponent'>

/** Makes the elements known to the page. Those that stand in it already are drawn as soon as the client is loaded. */
export function defineElements(client: Client, registry: CustomElementRegistry = customElements): void {
  for (const [tag, kind] of Object.entries(tags)) {
    if (!registry.get(tag)) registry.define(tag, createElementClass(kind, client))
  }
}

function createElementClass(kind: ElementKind, client: Client): CustomElementConstructor {
  return class extends HTMLElement {
    static readonly observedAttributes = Object.keys(attributes)
    #mounted: ComponentHandle | undefined
    #options: object = {}

    get options(): object {
      return this.#options
    }

    /** Anything the component takes, such as `appearance` and `localization`. */
    set options(options: object) {
      this.#options = options
      this.#mounted?.update(this.#props())
    }

    connectedCallback(): void {
      this.#mounted ??= client.mountComponent(kind, this, this.#props())
    }

    disconnectedCallback(): void {
      this.#mounted?.unmount()
      this.#mounted = undefined
    }

    attributeChangedCallback(): void {
      this.#mounted?.update(this.#props())
    }

    #props() {
      const given = Object.entries(attributes).flatMap(([attribute, name]) => {
        const value = this.getAttribute(attribute)
        return value === null ? [] : [[name, value]]
      })
      return { ...Object.fromEntries(given), ...this.#options }
    }
  }
}
