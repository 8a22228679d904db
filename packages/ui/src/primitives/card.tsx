import type { ComponentChildren } from 'preact'
import { Alert } from './alert.tsx'
import { Icon } from './icon.tsx'
import { Logo } from './logo.tsx'
import { LinkButton, TextLink } from './text-link.tsx'
import { useUi } from './ui-context.ts'

export interface CardProps {
  /** Names the step: when it changes, what is inside is new and gets the focus. */
  step: string
  /** How far along: identified, verifying, done. */
  progress: 0 | 1 | 2 | 3
  title: ComponentChildren
  subtitle?: ComponentChildren
  emblem?: { icon: string; tone?: 'danger' | 'warning' | 'success' }
  /** What went wrong that no field can say. */
  alert?: string | undefined
  /** Offered beside the alert when trying again may help. */
  onRetry?: (() => void) | undefined
  notice?: { text: string; tone: 'info' | 'warning' } | undefined
  footer?: ComponentChildren
  children?: ComponentChildren
}

/** The one surface everything happens on: logo, title, alerts, the step, the footer. */
export function Card(props: CardProps) {
  const { brand, slot, id } = useUi()
  const { step, children, footer } = props
  return (
    <section class={slot('card')} aria-labelledby={id('title')} data-step={step}>
      <div class="kw-rail" data-progress={props.progress} aria-hidden="true" />
      <div class="kw-body">
        {/* The monogram and an emblem would say the same twice. */}
        {(brand.logoUrl || !props.emblem) && <Logo />}
        <CardHeader {...props} key={step} />
        <CardAlerts {...props} />
        <div class="kw-step" key={`${step}-body`}>
          {children}
        </div>
        {/* New, too: one that stayed would jump to the end of a longer step. */}
        <CardFooter key={`${step}-footer`}>{footer}</CardFooter>
      </div>
    </section>
  )
}

function CardHeader({ title, subtitle, emblem }: CardProps) {
  const { slot, id } = useUi()
  return (
    <header class="kw-header">
      {emblem && (
        <span class="kw-emblem" data-tone={emblem.tone}>
          <Icon drawing={emblem.icon} />
        </span>
      )}
      <h1 class={slot('title')} id={id('title')} tabIndex={-1}>
        {title}
      </h1>
      {subtitle && (
        <p class={slot('subtitle')} id={id('subtitle')}>
          {subtitle}
        </p>
      )}
    </header>
  )
}

function CardAlerts({ alert, onRetry, notice }: CardProps) {
  const { t } = useUi()
  return (
    <>
      <Alert
        tone="danger"
        text={alert}
        action={onRetry && <LinkButton onClick={onRetry}>{t('common.retry')}</LinkButton>}
      />
      <Alert tone={notice?.tone ?? 'info'} text={notice?.text} />
    </>
  )
}

function CardFooter({ children }: { children: ComponentChildren }) {
  const { brand, slot, t } = useUi()
  if (!children && !brand.isDevelopment && !brand.isBranded) return null
  return (
    <footer class={slot('footer')}>
      {children}
      {brand.isDevelopment && <p class="kw-tag">{t('common.development')}</p>}
      {brand.isBranded && <p>{t('common.securedBy')}</p>}
    </footer>
  )
}

/** Below the card: what the law or the host wants to be found on every page. */
export function CardLinks() {
  const { brand, t } = useUi()
  const links = [
    { url: brand.helpUrl, text: t('common.help') },
    { url: brand.privacyUrl, text: t('common.privacy') },
    { url: brand.termsUrl, text: t('common.terms') },
  ].filter(({ url }) => url)
  if (links.length === 0) return null
  return (
    <nav class="kw-links">
      {links.map(({ url, text }) => (
        <TextLink key={text} tone="muted" href={url ?? ''}>
          {text}
        </TextLink>
      ))}
    </nav>
  )
}
