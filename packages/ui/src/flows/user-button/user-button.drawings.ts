/** Line drawings on a grid of 24. */
export const sliders =
  'M4.5 8h7.5M17 8h2.5M4.5 16H7M12 16h7.5M14.5 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM9.5 13.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z'
export const plus = 'M12 5.5v13M5.5 12h13'
export const signOut = 'M10 4.5H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h4M15.5 8l4 4-4 4M19 12h-9'
