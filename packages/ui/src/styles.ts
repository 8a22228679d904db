/** The stylesheet of sign-in and sign-up for apps whose bundler takes no stylesheets from packages: importing it is enough. */
import { adoptStyles } from './app/adopt-styles.ts'
import css from './styles/index.css?inline'

adoptStyles(css)
