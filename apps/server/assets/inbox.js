/** The dev inbox: draws the mails, and draws them again when the server says that there is a new one. */
const { base } = JSON.parse(document.querySelector('#page-data').textContent)
const list = document.querySelector('#mails')
const state = document.querySelector('#state')
const template = document.querySelector('#mail')
const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** Copies a code, and says so where it was pressed. */
function copyButton(code) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'code'
  button.textContent = code
  button.setAttribute('aria-label', `Copy the code ${code}`)
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code)
    state.textContent = `Copied ${code}.`
  })
  return button
}

function linkTo(url) {
  const link = document.createElement('a')
  link.href = url
  link.target = '_blank'
  link.rel = 'noopener'
  link.textContent = url
  return link
}

function drawMail(mail) {
  const item = template.content.cloneNode(true).firstElementChild
  item.id = mail.id
  item.querySelector('h2').textContent = mail.subject
  item.querySelector('.to').textContent = `To ${mail.to}`
  const when = item.querySelector('time')
  when.dateTime = new Date(mail.created_at).toISOString()
  when.textContent = time.format(mail.created_at)
  const facts = mail.links.map(linkTo)
  if (mail.code) facts.unshift(copyButton(mail.code))
  item.querySelector('.facts').replaceChildren(...facts)
  const frame = item.querySelector('iframe')
  const details = item.querySelector('details')
  details.addEventListener('toggle', () => {
    if (!frame.src) frame.src = `${base}/dev/inbox/${mail.id}`
  })
  return item
}

/** New mails are put before the others, which stay as they are: an opened one remains open. */
async function draw() {
  const response = await fetch(`${base}/dev/inbox.json`)
  const { data } = await response.json()
  const fresh = data.filter(({ id }) => !document.getElementById(id))
  list.prepend(...fresh.map(drawMail))
  state.textContent =
    data.length === 0 ? 'No mail yet.' : `${data.length} ${data.length === 1 ? 'mail' : 'mails'}`
}

const events = new EventSource(`${base}/dev/inbox/events`)
events.addEventListener('open', () => void draw())
events.addEventListener('changed', () => void draw())
events.addEventListener('error', () => {
  state.textContent = 'The server does not answer. Trying again …'
})
