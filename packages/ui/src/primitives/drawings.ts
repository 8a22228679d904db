/** Line drawings on a grid of 24 that later steps need. */
export const chevron = 'm9.5 6 6 6-6 6'
export const clock = 'M12 7v5l3.5 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z'
export const close = 'm6.5 6.5 11 11m0-11-11 11'
export const help =
  'M9.6 9.4a2.5 2.5 0 1 1 3.4 2.4c-.7.3-1 .8-1 1.6M12 16.5h.01M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z'
export const key = 'M14.5 9.5h.01M15 4a5 5 0 0 0-4.8 6.3L4 16.5V20h3.5v-2.5H10V15l1.7-1.2A5 5 0 1 0 15 4Z'
export const link =
  'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-.8.8M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l.8-.8'
export const mail =
  'M4.5 6h15a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Zm-.7.7L12 13l8.2-6.3'
export const pencil =
  'm13.5 6.5 4 4M4.5 19.5l.8-4L16 4.8a1.4 1.4 0 0 1 2 0l1.2 1.2a1.4 1.4 0 0 1 0 2L8.5 18.7l-4 .8Z'
export const plus = 'M12 5.5v13M5.5 12h13'
export const reset = 'M5 12a7 7 0 1 0 2.2-5.1L5 9M5 4.5V9h4.5'
