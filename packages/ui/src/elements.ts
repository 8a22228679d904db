/**
 * Components for pages without a framework: `<keywright-sign-in>` and `<keywright-sign-up>`, in the light DOM. Texts are
 * attributes; everything else is a property named `options`.
 */
import { type ComponentKind, type ComponentProps, type Mounted, mount, type UiHost } from './index.ts'

const tags = { 'keywright-sign-in': 'sign-in', 'keywright-sign-up': 'sign-up' } as const

/** Attributes that are properties of the components. */
const attributes: Record<string, string> = {
  path: 'path',
  routing: 'routing',
  'force-redirect-url': 'forceRedirectUrl',
  'fallback-redirect-url': 'fallbackRedirectUrl',
  'sign-in-url': 'signInUrl',
  'sign-up-url': 'signUpUrl',
}

/** Makes the elements known to the page. Those that stand in it already are drawn as soon as the client is there. */
export function defineElements(
  client: Promise<UiHost>,
  registry: CustomElementRegistry = customElements,
): void {
  for (const [tag, kind] of Object.entries(tags)) {
    if (!registry.get(tag)) registry.define(tag, createElementClass(kind, client))
  }
}

function createElementClass(kind: ComponentKind, client: Promise<UiHost>): CustomElementConstructor {
  return class extends HTMLElement {
    static readonly observedAttributes = Object.keys(attributes)
    #mounted: Mounted<ComponentProps[typeof kind]> | undefined
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
      void client.then((keywright) => {
        // Taken out again before the client was there, or moved to another place.
        if (!this.isConnected || this.#mounted) return
        this.#mounted = mount(kind, this, this.#props(), keywright)
      })
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
