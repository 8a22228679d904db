/** What a page knows of its visitor: `Keywright` is there because the script tag before this one made it. */
const greeting = document.querySelector('#greeting')

Keywright.addListener(({ user }) => {
  document.body.dataset.visitor = user ? 'member' : 'stranger'
  if (greeting)
    greeting.textContent = user ? `Hello ${user.primaryEmailAddress.emailAddress}` : 'Hello stranger'
})

document.querySelector('#token')?.addEventListener('click', async () => {
  const token = await Keywright.session.getToken()
  document.querySelector('#claims').textContent = atob(
    token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'),
  )
})
