export default defineEventHandler(async (event) => {
  const { userId } = event.context.auth()
  const user = await keywrightClient(event).users.getUser(userId ?? '')
  return { userId, email: user.primaryEmailAddress?.emailAddress }
})
