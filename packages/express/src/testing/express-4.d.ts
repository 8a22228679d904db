/** The older major, installed beside the current one; apps use it in the same way here. */
declare module 'express-4' {
  const express: typeof import('express')
  export = express
}
