/** Said wherever a picture is chosen. */
export const pictures = {
  'error.image_type_not_supported':
    'That is not a picture we can show. Choose a PNG, JPEG, GIF, WebP or AVIF.',
  'error.image_too_large': 'That picture is too large. Choose one of at most 10 MB.',
  'error.request_body_too_large': 'That is too large.',
} as const
