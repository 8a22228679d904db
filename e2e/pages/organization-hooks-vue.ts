import { keywrightPlugin, useOrganization, useOrganizationList } from '@keywright/vue'
import { createApp, h, toValue, watchEffect } from 'vue'
import { paramsOfOrganization, paramsOfUser } from './organization-hooks.ts'

/** What stands in the refs of a composable. */
const valuesOf = <Values>(refs: object): Values =>
  Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, toValue(ref)])) as Values

function usePage() {
  const organization = useOrganization(paramsOfOrganization)
  const list = useOrganizationList(paramsOfUser)
  watchEffect(() => {
    globalThis.hooks = { organization: valuesOf(organization), list: valuesOf(list) }
  })
  return () => h('p', organization.organization.value?.name ?? 'none')
}

createApp({ setup: usePage })
  .use(keywrightPlugin, { keywright: globalThis.keywright, publishableKey: '' })
  .mount(document.body.appendChild(document.createElement('div')))
