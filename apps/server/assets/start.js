/** The start page: copies keys, and sends a setting as soon as it is changed. */
const { base } = JSON.parse(document.querySelector('#page-data').textContent)
const state = document.querySelector('#state')

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy)
    button.textContent = 'Copied'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 1500)
  })
}

const isSwitch = (control) => control.type === 'checkbox'
const choiceOf = (control) => (isSwitch(control) ? String(control.checked) : control.value)

function putBack(control, value) {
  if (isSwitch(control)) control.checked = value === 'true'
  else control.value = value
}

/** Where a control's value goes, and what it is called once it is there. */
function changeOf(control) {
  const { path, social } = control.dataset
  const value = choiceOf(control)
  return social === undefined
    ? { to: `/dev/settings?${new URLSearchParams({ path, value })}`, name: path }
    : { to: `/dev/social?${new URLSearchParams({ provider: social, enabled: value })}`, name: social }
}

/** A refused change is put back, with the server's reason above. */
async function change(control, before) {
  const { to, name } = changeOf(control)
  const response = await fetch(base + to, { method: 'POST' }).catch(() => undefined)
  if (response?.ok) {
    state.textContent = `Saved ${name}.`
    return choiceOf(control)
  }
  const body = await response?.json().catch(() => undefined)
  state.textContent = body?.errors?.[0]?.long_message ?? 'The server does not answer. Nothing was saved.'
  putBack(control, before)
  return before
}

for (const control of document.querySelectorAll('[data-path], [data-social]')) {
  let saved = choiceOf(control)
  control.addEventListener('change', async () => {
    saved = await change(control, saved)
  })
}
