import { KeywrightProvider, useOrganization, useOrganizationList } from '@keywright/react'
import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { paramsOfOrganization, paramsOfUser } from './organization-hooks.ts'

function Page() {
  const organization = useOrganization(paramsOfOrganization)
  const list = useOrganizationList(paramsOfUser)
  useEffect(() => {
    globalThis.hooks = { organization, list }
  })
  return <p>{organization.organization?.name ?? 'none'}</p>
}

createRoot(document.body.appendChild(document.createElement('div'))).render(
  <StrictMode>
    <KeywrightProvider keywright={globalThis.keywright} publishableKey="">
      <Page />
    </KeywrightProvider>
  </StrictMode>,
)
