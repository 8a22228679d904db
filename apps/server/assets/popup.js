/** The end of a window that went to a provider: tells the page that opened it what came of it (wire contract 8.4). */
const { message, targetOrigin, home } = JSON.parse(document.querySelector('#page-data').textContent)

if (window.opener) {
  window.opener.postMessage(message, targetOrigin)
  window.close()
} else {
  // Whoever opened it is gone, or was cut off by the provider: this window goes on in its place.
  location.replace(message.return_url ?? home)
}
