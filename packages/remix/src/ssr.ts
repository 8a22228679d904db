export { getAuth, rootAuthLoader } from '@keywright/react-router/ssr.server'
