/**
 * Components for pages without a framework: `<keywright-sign-in>`, `<keywright-user-button>` and the others, in the light DOM. Texts are
 * attributes; everything else is a property named `options`.
 */
import type { ComponentHandle, Keywright } from '@keywright/js'

const kinds = ['sign-in', 'sign-up', 'user-button', 'user-avatar', 'user-profile'] as const

type ElementKind = (typeof kinds)[number]

/** Attributes that are properties of the components. */
const attributes = [
  'path',
  'routing',
  'force-redirect-url',
  'fallback-redirect-url',
  'oauth-flow',
  'sign-in-url',
  'sign-up-url',
  'user-profile-url',
  'user-profile-mode',
  'after-sign-out-url',
]

const camel = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

/** What shows the components: a client that they were handed to. */
type Client = Pick<Keywright, 'mountComponent'>

/** Makes the elements known to the page. Those that stand in it already are drawn as soon as the client is loaded. */
export function defineElements(client: Client, registry: CustomElementRegistry = customElements): void {
  for (const kind of kinds) {
    const tag = `keywright-${kind}`
    if (!registry.get(tag)) registry.define(tag, createElementClass(kind, client))
  }
}

function createElementClass(kind: ElementKind, client: Client): CustomElementConstructor {
  return class extends HTMLElement {
    static readonly observedAttributes = attributes
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
      const given = attributes.flatMap((name) => {
        const value = this.getAttribute(name)
        return value === null ? [] : [[camel(name), value]]
      })
      return { ...Object.fromEntries(given), ...this.#options }
    }
  }
}
