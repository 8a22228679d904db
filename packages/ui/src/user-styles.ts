/** The stylesheet of the button of a user for apps whose bundler takes no stylesheets from packages: importing it is enough. */
import { adoptStyles } from './app/adopt-styles.ts'
import css from './styles/user-styles.css?inline'

adoptStyles(css)
