import type { ComponentChildren } from 'preact'
import { useUi } from '../../primitives/ui-context.ts'

/** A place in the profile, or a link away from it. */
export interface ProfileLink {
  /** The part of the address; `undefined` for links away. */
  part: string | undefined
  href: string
  label: string
  icon: ComponentChildren
}

/** The pages on one side, the one that is shown on the other. */
export function ProfileFrame(props: {
  links: readonly ProfileLink[]
  part: string
  title: string
  onGo: (part: string) => void
  children: ComponentChildren
}) {
  const { links, part, title, onGo, children } = props
  const { t, id, slot } = useUi()
  return (
    <div class={slot('profile')}>
      <div class="kw-profile-columns">
        <nav class="kw-profile-nav" aria-label={t('profile.pages')}>
          <p class="kw-profile-nav-title" aria-hidden="true">
            {t('profile.title')}
          </p>
          <ul>
            {links.map(({ part: to, href, label, icon }) => (
              <li key={href + label}>
                <a
                  class={slot('profile-link')}
                  href={href}
                  aria-current={to === part ? 'page' : undefined}
                  onClick={(event) => {
                    // With a modifier the browser opens it elsewhere.
                    if (to === undefined || event.metaKey || event.ctrlKey || event.shiftKey) return
                    event.preventDefault()
                    onGo(to)
                  }}
                >
                  {icon}
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <section class="kw-profile-main" aria-labelledby={id('title')}>
          <h1 class={slot('title')} id={id('title')} tabIndex={-1}>
            {title}
          </h1>
          {children}
        </section>
      </div>
    </div>
  )
}
