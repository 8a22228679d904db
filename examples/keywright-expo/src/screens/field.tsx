import { StyleSheet, TextInput, type TextInputProps } from 'react-native'
import { useColors, Words } from '../parts'

const kinds: Record<string, TextInputProps> = {
  email: { autoComplete: 'email', autoCapitalize: 'none', keyboardType: 'email-address' },
  password: { autoComplete: 'current-password', secureTextEntry: true },
  'new-password': { autoComplete: 'new-password', secureTextEntry: true },
  code: { autoComplete: 'one-time-code', keyboardType: 'number-pad' },
}

interface FieldProps {
  label: string
  value: string
  onChange: (text: string) => void
  kind: keyof typeof kinds
}

export function Field({ label, value, onChange, kind }: FieldProps) {
  const { text, line } = useColors()
  return (
    <>
      <Words>{label}</Words>
      <TextInput
        {...kinds[kind]}
        aria-label={label}
        value={value}
        onChangeText={onChange}
        style={[styles.input, { color: text, borderColor: line }]}
      />
    </>
  )
}

const styles = StyleSheet.create({
  input: {
    borderWidth: 1,
    borderRadius: 8,
    fontSize: 16,
    marginBottom: 16,
    minHeight: 44,
    paddingHorizontal: 12,
  },
})
