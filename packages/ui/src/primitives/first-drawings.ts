/** Line drawings on a grid of 24 that a first step can need. */
export const alert = 'M12 8v4.5M12 16h.01M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z'
export const check = 'm5 12.5 4.5 4.5L19 7.5'
