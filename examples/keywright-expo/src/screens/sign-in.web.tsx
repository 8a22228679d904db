import { SignIn, SignUp } from '@keywright/expo/web'
import '@keywright/ui/styles.css'
import '../web.css'
import type { ReactNode } from 'react'
import { StyleSheet, View } from 'react-native'

const Card = ({ children }: { children: ReactNode }) => <View style={styles.card}>{children}</View>

export const SignInScreen = () => (
  <Card>
    <SignIn />
  </Card>
)

export const SignUpScreen = () => (
  <Card>
    <SignUp />
  </Card>
)

const styles = StyleSheet.create({
  card: { width: '100%', maxWidth: 400, marginTop: 48, marginHorizontal: 'auto' },
})
