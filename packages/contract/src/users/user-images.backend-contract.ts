import { defineRoute } from '../define-route.ts'
import { ImageBody } from '../images/images.schema.ts'
import { userIdParam } from './users.backend-contract.ts'
import { UserResource } from './users.schema.ts'

export const setUserProfileImageRoute = defineRoute({
  audience: 'backend',
  operationId: 'SetUserProfileImage',
  method: 'post',
  path: '/v1/users/{user_id}/profile_image',
  summary: 'Give a user a profile image; it is decoded, cropped to a square and stored as WebP',
  params: userIdParam,
  body: ImageBody,
  bodyKind: 'image',
  output: UserResource,
  errors: ['resource_not_found', 'image_type_not_supported', 'request_body_too_large', 'form_param_missing'],
})

export const deleteUserProfileImageRoute = defineRoute({
  audience: 'backend',
  operationId: 'DeleteUserProfileImage',
  method: 'delete',
  path: '/v1/users/{user_id}/profile_image',
  summary: 'Remove the profile image of a user; their initials take its place',
  params: userIdParam,
  output: UserResource,
  errors: ['resource_not_found'],
})
