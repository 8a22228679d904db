/** Run once before the tests of the server: its account portal shows the components as they are built. */
import { buildUiIfStale } from './build-ui.ts'

export const setup = buildUiIfStale
