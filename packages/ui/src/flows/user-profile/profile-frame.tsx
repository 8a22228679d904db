import type { ComponentChildren } from 'preact'
import type { Router } from '../../app/router.ts'
import { Icon } from '../../primitives/icon.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import { CustomIcon } from './custom-content.tsx'
import { outside } from './profile.drawings.ts'
import type { Place } from './profile-pages.ts'
import type { CustomPage } from './user-profile.props.ts'

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
  /** What they are pages of: to hear, and to see. */
  label: string
  heading: ComponentChildren
  links: readonly ProfileLink[]
  part: string
  title: string
  onGo: (part: string) => void
  children: ComponentChildren
}) {
  const { label, heading, links, part, title, onGo, children } = props
  const { id, slot } = useUi()
  return (
    <div class={slot('profile')}>
      <div class="kw-profile-columns">
        <nav class="kw-profile-nav" aria-label={label}>
          <p class="kw-profile-nav-title" aria-hidden="true">
            {heading}
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

/** The links to all places. `own`: how the pages of the profile itself are called and drawn. */
export function linksTo<Own extends string>(
  places: readonly Place<Own>[],
  own: Readonly<Record<Own, { title: string; drawing: string }>>,
  router: Router,
): ProfileLink[] {
  return places.map(({ page, part }) => {
    if (typeof page === 'string') {
      const { title, drawing } = own[page]
      return { part, href: router.href(part ?? ''), label: title, icon: <Icon drawing={drawing} /> }
    }
    const href = part === undefined ? (page.href ?? page.url ?? '') : router.href(part)
    return { part, href, label: page.label, icon: <HostIcon page={page} /> }
  })
}

function HostIcon({ page: { icon, mountIcon, unmountIcon } }: { page: CustomPage }) {
  return mountIcon ? (
    <CustomIcon mount={mountIcon} unmount={unmountIcon} />
  ) : (
    <Icon drawing={icon ?? outside} />
  )
}
