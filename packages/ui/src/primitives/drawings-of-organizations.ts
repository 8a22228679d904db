/** Line drawings on a grid of 24 that organizations need. */
export const building =
  'M5 20V5.5a1 1 0 0 1 1-1h7a1 1 0 0 1 1 1V20M14 9.5h4a1 1 0 0 1 1 1V20M3.5 20h17M8 8.5h3M8 12h3M8 15.5h3'
export const people =
  'M9.5 5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4ZM3.5 19c.4-3.2 2.8-5 6-5s5.6 1.8 6 5M15.5 5.3a3.2 3.2 0 0 1 0 5.8M17.5 14.4c1.8.7 2.8 2.3 3 4.6'
