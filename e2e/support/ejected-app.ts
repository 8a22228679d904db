/** An app into which the views were ejected: what the command writes, and one file that shows it. */
import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '@keywright/test-kit'

const run = promisify(execFile)
const folder = 'e2e/.cache/ejected-app'

const main = `import { KeywrightProvider, SignedIn, SignedOut, useUser } from '@keywright/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { SignIn } from './keywright/sign-in'
import { SignUp } from './keywright/sign-up'
import { UserButton } from './keywright/user-button'

const config = JSON.parse(document.querySelector('#config')?.textContent ?? '{}')

function Member() {
  const { user } = useUser()
  return <><h1>Member {user?.primaryEmailAddress?.emailAddress}</h1><UserButton /></>
}

createRoot(document.body.appendChild(document.createElement('main'))).render(
  <StrictMode>
    <KeywrightProvider {...config} signInUrl="/sign-in" signUpUrl="/sign-up">
      <SignedIn><Member /></SignedIn>
      <SignedOut>{location.pathname === '/sign-up' ? <SignUp /> : <SignIn />}</SignedOut>
    </KeywrightProvider>
  </StrictMode>,
)
`

/** Ejects both flows into an empty folder, and gives the path of the app's first module. */
export async function ejectApp(): Promise<string> {
  const app = join(repositoryRoot, folder)
  await rm(app, { recursive: true, force: true })
  await mkdir(join(app, 'src'), { recursive: true })
  const command = join(repositoryRoot, 'packages/cli/bin/keywright.mjs')
  for (const name of ['sign-in', 'sign-up', 'user-button'])
    await run(process.execPath, [command, 'eject', name], { cwd: app })
  await writeFile(join(app, 'src/main.tsx'), main)
  return `${folder}/src/main.tsx`
}
