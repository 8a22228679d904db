/** Every picture of every component in every page of a host, on a desk and on a phone. */
import { describe } from 'vitest'
import { listPictures } from '../../tools/screenshots/pictures.ts'
import { describeHosts } from '../support/host-story.ts'

const [first = '', ...others] = listPictures()

describe.each([1280, 390])('at %i pixels', (width) => {
  describeHosts([first, ...others], width)
})
