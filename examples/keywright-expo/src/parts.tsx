import type { ReactNode } from 'react'
import { Pressable, StyleSheet, Text, useColorScheme } from 'react-native'
import { navigate } from './navigation'

const light = { background: '#ffffff', text: '#18181b', quiet: '#52525b', line: '#e4e4e7' }
const dark = { background: '#121212', text: '#fafafa', quiet: '#a1a1aa', line: '#3f3f46' }

export const useColors = () => (useColorScheme() === 'dark' ? dark : light)

export function Heading({ children, size = 30 }: { children: ReactNode; size?: number }) {
  const { text } = useColors()
  return (
    <Text role="heading" style={[styles.heading, { color: text, fontSize: size }]}>
      {children}
    </Text>
  )
}

export function Words({ children }: { children: ReactNode }) {
  const { quiet } = useColors()
  return <Text style={[styles.words, { color: quiet }]}>{children}</Text>
}

export function NavigationLink({ to, children }: { to: string; children: ReactNode }) {
  const { text } = useColors()
  return (
    <Pressable role="link" onPress={() => navigate(to)}>
      <Text style={{ color: text, fontSize: 16 }}>{children}</Text>
    </Pressable>
  )
}

export function Button({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  const { text, background } = useColors()
  return (
    <Pressable role="button" onPress={onPress} style={[styles.button, { backgroundColor: text }]}>
      <Text style={{ color: background, fontSize: 16 }}>{children}</Text>
    </Pressable>
  )
}

const styles = StyleSheet.create({
  heading: { fontWeight: '700', marginVertical: 20 },
  words: { fontSize: 16, lineHeight: 24, marginBottom: 16 },
  button: { alignSelf: 'flex-start', borderRadius: 8, paddingHorizontal: 18, paddingVertical: 10 },
})
