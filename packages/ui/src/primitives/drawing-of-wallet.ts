/** Drawn only where there are wallets. */
export const walletDrawing =
  'M5.5 6.5h12a1 1 0 0 1 1 1v2h-13a1.5 1.5 0 0 1 0-3Zm13 3h1a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-14a1.5 1.5 0 0 1-1.5-1.5V8M16.5 14.5h.01'
