import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { ImageBody, ImageResource } from '../images/images.schema.ts'
import { nonceQuery } from '../shared/strategies.schema.ts'
import { DeletedObject, formBoolean, formMetadata, formNullableText } from '../shared/values.schema.ts'
import { ClientUserResource } from '../users/users.schema.ts'

const ofSession = { audience: 'frontend', auth: 'session' } as const
const name = formNullableText.pipe(z.string().max(256).nullable()).optional()

/** Phones come with their domain: until then nobody has one to name. */
const none = formNullableText.pipe(z.null()).optional()

export const getMeRoute = defineRoute({
  ...ofSession,
  operationId: 'getUser',
  whilePending: ['setup-mfa', 'choose-organization'],
  method: 'get',
  path: '/v1/me',
  summary: 'Read the signed-in user',
  query: nonceQuery,
  output: ClientUserResource,
  errors: ['authentication_invalid'],
})

export const updateMeRoute = defineRoute({
  ...ofSession,
  operationId: 'patchUser',
  method: 'patch',
  path: '/v1/me',
  summary: 'Change the signed-in user; what is absent stays as it is, an empty text clears',
  body: z.strictObject({
    username: formNullableText.pipe(z.string().max(64).nullable()).optional(),
    first_name: name,
    last_name: name,
    primary_email_address_id: z.string().min(1).optional(),
    primary_phone_number_id: none,
    primary_web3_wallet_id: z.string().min(1).optional(),
  }),
  output: ClientUserResource,
  errors: [
    'form_identifier_exists',
    'form_param_unknown',
    'form_param_nil',
    'form_username_invalid_length',
    'form_username_invalid_character',
    'form_verification_needed',
    'resource_not_found',
    'session_reverification_required',
  ],
})

export const deleteMeRoute = defineRoute({
  ...ofSession,
  operationId: 'deleteUser',
  method: 'delete',
  path: '/v1/me',
  summary: 'Delete the signed-in user and end their sessions',
  output: DeletedObject,
  errors: ['user_delete_self_not_enabled', 'session_reverification_required'],
})

export const mergeMyMetadataRoute = defineRoute({
  ...ofSession,
  operationId: 'patchUserMetadata',
  method: 'patch',
  path: '/v1/me/metadata',
  summary: 'Merge into the metadata that the user may write, deeply; null removes a key (RFC 7396)',
  body: z.strictObject({ unsafe_metadata: formMetadata }),
  output: ClientUserResource,
  errors: ['form_param_exceeds_allowed_size', 'form_param_unknown'],
})

export const setMyProfileImageRoute = defineRoute({
  ...ofSession,
  operationId: 'updateProfileImage',
  method: 'post',
  path: '/v1/me/profile_image',
  summary: 'Upload a profile image; it is decoded, cropped to a square and stored as WebP',
  body: ImageBody,
  bodyKind: 'image',
  output: ImageResource,
  errors: ['image_type_not_supported', 'request_body_too_large', 'form_param_missing'],
})

export const deleteMyProfileImageRoute = defineRoute({
  ...ofSession,
  operationId: 'deleteProfileImage',
  method: 'delete',
  path: '/v1/me/profile_image',
  summary: 'Remove the profile image; the initials take its place',
  output: DeletedObject,
  errors: ['image_not_found'],
})

const password = z.string().max(1000)

export const changePasswordRoute = defineRoute({
  ...ofSession,
  operationId: 'changePassword',
  method: 'post',
  path: '/v1/me/change_password',
  summary: 'Set a password, or replace the one there is',
  body: z.strictObject({
    current_password: formNullableText.pipe(password.nullable()).optional(),
    new_password: password.min(1),
    sign_out_of_other_sessions: formBoolean.optional(),
  }),
  output: ClientUserResource,
  errors: [
    'form_param_missing',
    'form_password_validation_failed',
    'form_new_password_matches_current',
    'form_password_matches_identifier',
    'form_password_length_too_short',
    'form_param_value_disabled',
    'user_locked',
    'session_reverification_required',
  ],
})

export const removePasswordRoute = defineRoute({
  ...ofSession,
  operationId: 'removePassword',
  method: 'post',
  path: '/v1/me/remove_password',
  summary: 'Remove the password; the user must be able to sign in without it',
  body: z.strictObject({ current_password: password.min(1) }),
  output: ClientUserResource,
  errors: [
    'form_password_validation_failed',
    'no_password_set',
    'password_required',
    'user_locked',
    'session_reverification_required',
  ],
})
