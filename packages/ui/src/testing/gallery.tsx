/** The page of the pictures: draws one seed, named in the address, exactly as a mounted component would. */
import type { FlowEvent, Snapshot } from '@keywright/js/flows'
import { render } from 'preact'
import { adoptStyles } from '../app/adopt-styles.ts'
import { setSwitches } from '../app/appearance.ts'
import { createUi } from '../app/create-ui.ts'
import * as signInLater from '../flows/sign-in/sign-in.later.ts'
import { signInViews } from '../flows/sign-in/sign-in.views.tsx'
import * as signUpLater from '../flows/sign-up/sign-up.later.ts'
import { signUpViews } from '../flows/sign-up/sign-up.views.tsx'
import { walletPart } from '../flows/social/with-wallets.ts'
import { ssoCallbackViews } from '../flows/sso-callback/sso-callback.view.tsx'
import type { View } from '../flows/view.ts'
import { ar } from '../localization/ar/index.ts'
import { signInStart } from '../localization/en/sign-in-start.ts'
import { signUpStart } from '../localization/en/sign-up-start.ts'
import { ssoCallback } from '../localization/en/sso-callback.ts'
import { formatMessage } from '../localization/message-format.ts'
import { CardLinks } from '../primitives/card.tsx'
import { UiProvider } from '../primitives/ui-context.ts'
import { makeEnvironment } from './environment.ts'
import { drawOrganization } from './organization-picture.tsx'
import { drawProfile } from './profile-picture.tsx'
import { type Seed, signInSeeds, signUpSeeds, ssoCallbackSeeds } from './seeds.ts'
import { drawUserButton } from './user-button-picture.tsx'

interface Gallery<Value extends string, Context, Event extends FlowEvent> {
  seeds: Record<Value, readonly Seed<Context>[]>
  views: Record<Value, View<Value, Context, Event>>
}

/** The texts of a picture: English, or from right to left. */
const localization = new URLSearchParams(location.search).get('locale') === 'ar' ? ar : undefined

const root = document.createElement('div')
root.className = 'kw-root'
root.dataset.id = 'kw-picture'

function draw<Value extends string, Context, Event extends FlowEvent>(
  { seeds, views }: Gallery<Value, Context, Event>,
  texts: Record<string, string>,
  state: Value,
  name: string | undefined,
): void {
  const seed = seeds[state].find((one) => one.name === name)
  if (!seed) throw new Error(`Keywright: there is no picture ${state}/${name}.`)
  const { context, error, pending } = seed
  const snapshot: Snapshot<Value, Context> = { value: state, context, error, pending }
  const environment = makeEnvironment()
  const ui = createUi({
    environment,
    appearance: {},
    localization,
    texts,
    format: formatMessage,
    id: 'kw-picture',
    social: walletPart,
  })
  render(
    <UiProvider value={ui}>
      {views[state]({ snapshot, send: () => undefined, t: ui.t })}
      <CardLinks />
    </UiProvider>,
    root,
  )
}

function show(picture: string): void {
  render(null, root)
  root.replaceChildren()
  const [component, state, name] = picture.split('/')
  if (component === 'sign-in')
    draw(
      { seeds: signInSeeds, views: signInViews },
      { ...signInStart, ...signInLater.texts },
      state as 'start',
      name,
    )
  else if (component === 'sso-callback')
    draw(
      { seeds: ssoCallbackSeeds, views: ssoCallbackViews },
      { ...signInLater.texts, ...ssoCallback },
      state as 'reading',
      name,
    )
  else if (component === 'user-button') drawUserButton(root, state as 'open', name, localization)
  else if (
    !drawOrganization(root, [component, state, name], localization) &&
    !drawProfile(root, [component, state, name], localization)
  )
    draw(
      { seeds: signUpSeeds, views: signUpViews },
      { ...signUpStart, ...signUpLater.texts },
      state as 'start',
      name,
    )
  document.title = picture
}

document.body.append(root)
root.dir = localization?.direction ?? 'ltr'
root.lang = localization?.locale ?? 'en'
adoptStyles(signInLater.css)
setSwitches(root, { theme: 'auto' })
addEventListener('hashchange', () => show(location.hash.slice(1)))
show(location.hash.slice(1))
