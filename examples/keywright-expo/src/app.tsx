import { KeywrightProvider } from '@keywright/expo'
import { tokenCache } from '@keywright/expo/token-cache'
import { Linking } from 'react-native'
import { Frame } from './frame'
import { navigate, usePath } from './navigation'
import { Dashboard } from './screens/dashboard'
import { Home } from './screens/home'
import { SignInScreen, SignUpScreen } from './screens/sign-in'

// Only these names, written out, are put into the app when it is built.
const publishableKey = process.env.EXPO_PUBLIC_KEYWRIGHT_PUBLISHABLE_KEY ?? ''
const url = process.env.EXPO_PUBLIC_KEYWRIGHT_URL

export function App() {
  return (
    <KeywrightProvider
      publishableKey={publishableKey}
      url={url}
      tokenCache={tokenCache}
      signInUrl="/sign-in"
      signUpUrl="/sign-up"
      routerPush={navigate}
      openUrl={Linking.openURL}
    >
      <Frame>
        <Screen />
      </Frame>
    </KeywrightProvider>
  )
}

function Screen() {
  const path = usePath()
  if (path === '/dashboard') return <Dashboard />
  if (path === '/sign-in') return <SignInScreen />
  if (path === '/sign-up') return <SignUpScreen />
  return <Home />
}
