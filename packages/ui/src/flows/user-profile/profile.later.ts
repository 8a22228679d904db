/** What the profile needs once somebody does something: it is fetched as soon as the first page can be seen. */
import { common } from '../../localization/en/common.ts'
import { errors } from '../../localization/en/errors.ts'
import { profileLater } from '../../localization/en/profile-later.ts'
import { PicturePreview } from '../../primitives/picture-preview.tsx'
import sheet from '../../styles/profile-later.css?inline'
import { emailPanel as panel } from './email-panel.tsx'

export const emailPanel = panel
export const Preview = PicturePreview
export const css = sheet
export const texts = { ...common, ...errors, ...profileLater }
