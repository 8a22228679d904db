/** Line drawings on a grid of 24. */
export const sliders = 'M4.5 8h9M18 8h1.5M4.5 16H6m4.5 0h9M15.75 5.5v5M8.25 13.5v5'
export const plus = 'M12 5v14M5 12h14'
export const signOut = 'M10 5H5v14h5M15 8l4 4-4 4M19 12H9'
