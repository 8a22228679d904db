/** Within the app no server is asked for a page. */
export default defineNuxtRouteMiddleware((to) => {
  const { isSignedIn } = useAuth()
  if (!isSignedIn.value) return navigateTo({ path: '/sign-in', query: { redirect_url: to.fullPath } })
})
