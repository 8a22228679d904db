/** Line drawings on a grid of 24 that stand for pages, and elsewhere. */
export const lock =
  'M7.5 10.5V8a4.5 4.5 0 0 1 9 0v2.5M6.5 10.5h11a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Z'
export const user = 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM5 20c.5-3.5 3.3-5.5 7-5.5s6.5 2 7 5.5'
