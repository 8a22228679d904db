import { type Failure, toFailure, type UnmetRule, unmetIn } from '@keywright/js/flows'
import { useState } from 'preact/hooks'
import type { Appearance } from '../../app/appearance.ts'
import { first } from '../../localization/en/first.ts'
import { policyUnmet } from '../../localization/en/policy-unmet.ts'
import type { Localization } from '../../localization/translate.ts'
import css from '../../styles/organization-card.css?inline'
import type { UiHost } from '../../ui-host.ts'
import { type CardApp, openCard } from '../shared/card-app.tsx'
import { PolicyUnmet } from './policy-unmet.view.tsx'

export interface PolicyUnmetProps {
  appearance?: Appearance
  localization?: Localization
  organization: { name: string }
  /** What the server said. */
  failure: Failure
  /** The same again, from another network perhaps. */
  retry: () => Promise<void>
  onClose?: () => void
}

const card: CardApp<PolicyUnmetProps> = {
  texts: { ...first, ...policyUnmet },
  css,
  begin: (host, props, close) => () => <Kept {...{ host, close }} {...props()} />,
}

function Kept(props: PolicyUnmetProps & { host: UiHost; close: () => void }) {
  const { host, close, organization, failure, retry } = props
  const [unmet, setUnmet] = useState<readonly UnmetRule[]>(unmetIn(failure) ?? [])
  const [isBusy, setBusy] = useState(false)
  const during = async (step: () => Promise<void>) => {
    setBusy(true)
    try {
      await step()
      close()
    } catch (thrown) {
      setUnmet(unmetIn(toFailure(thrown)) ?? unmet)
      setBusy(false)
    }
  }
  return (
    <PolicyUnmet
      {...{ unmet, isBusy }}
      name={organization.name}
      environment={host.environment}
      onSignIn={() => during(() => signInAgain(host))}
      onAccount={() => {
        close()
        host.navigate(host.userProfileUrl)
      }}
      onRetry={() => during(retry)}
      onClose={close}
    />
  )
}

/** Ends the session, and comes back here with another. */
async function signInAgain(host: UiHost): Promise<void> {
  const { sessionId } = host
  const url = new URL(host.signInUrl, location.href)
  url.searchParams.set('redirect_url', location.href)
  await host.signOut(sessionId === null ? {} : { sessionId })
  host.navigate(url.href)
}

export const openPolicyUnmet = (props: PolicyUnmetProps, host: UiHost): Promise<{ close(): void }> =>
  openCard(card, props, host)
