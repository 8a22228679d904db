import { SignedIn } from '@keywright/expo'
import type { ReactNode } from 'react'
import { ScrollView, StyleSheet, View } from 'react-native'
import { AccountButton } from './account-button'
import { Heading, NavigationLink, useColors } from './parts'

/** What stands around every screen. */
export function Frame({ children }: { children: ReactNode }) {
  const { background, line } = useColors()
  return (
    <ScrollView style={{ backgroundColor: background }} contentContainerStyle={styles.page}>
      <View style={[styles.header, { borderColor: line }]}>
        <View style={styles.brand}>
          <Heading size={16}>Acme</Heading>
        </View>
        <NavigationLink to="/">Home</NavigationLink>
        <NavigationLink to="/dashboard">Dashboard</NavigationLink>
        <SignedIn>
          <AccountButton />
        </SignedIn>
      </View>
      {children}
    </ScrollView>
  )
}

const styles = StyleSheet.create({
  page: { width: '100%', maxWidth: 704, marginHorizontal: 'auto', paddingHorizontal: 20, paddingBottom: 48 },
  header: { minHeight: 64, flexDirection: 'row', alignItems: 'center', gap: 16, borderBottomWidth: 1 },
  brand: { marginRight: 'auto' },
})
