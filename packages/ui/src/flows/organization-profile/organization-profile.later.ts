/** What the pages of an organization need once somebody does something: fetched as soon as the first can be seen. */
import { common } from '../../localization/en/common.ts'
import { errors } from '../../localization/en/errors.ts'
import { organizationsLater } from '../../localization/en/organizations-later.ts'
import { PicturePreview } from '../../primitives/picture-preview.tsx'
import sheet from '../../styles/profile-later.css?inline'

export const css = sheet
export const Preview = PicturePreview
export const texts = { ...common, ...errors, ...organizationsLater }
