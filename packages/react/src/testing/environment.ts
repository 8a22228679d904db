/** An instance that asks for an address and a password, as far as flows read it. */
const attribute = (enabled: boolean, more: object = {}) => ({
  ...{ enabled, required: enabled, used_for_first_factor: enabled, verify_at_sign_up: false },
  ...{ verifications: [], ...more },
})

export const environment = {
  user_settings: {
    attributes: {
      first_name: attribute(false),
      last_name: attribute(true, { required: false, used_for_first_factor: false }),
      username: attribute(false),
      email_address: attribute(true, { verify_at_sign_up: true, verifications: ['email_code'] }),
      password: attribute(true, { used_for_first_factor: false }),
    },
    social: {},
    sign_up: { mode: 'public', legal_consent_enabled: false },
    password_settings: { min_length: 8 },
    attack_protection: { enumeration_protection: { enabled: false } },
  },
  display_config: { preferred_sign_in_strategy: 'password', support_email: null },
  auth_config: { single_session_mode: true },
}
