/** Line drawings on a grid of 24. */
export const upAndDown = 'm8 10 4-4 4 4M8 14l4 4 4-4'
export const gear =
  'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM12 3.5v2M12 18.5v2M20.5 12h-2M5.5 12h-2M18 6l-1.4 1.4M7.4 16.6 6 18M18 18l-1.4-1.4M7.4 7.4 6 6'
