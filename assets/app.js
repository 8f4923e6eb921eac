// Everything here is an extra: each page works without it. Writes text, never markup (Trusted Types).
import { initAll } from './nhsuk-frontend.min.js'

const main = document.getElementById('maincontent')

// Exit this page: cover it first, then leave without a way back.
const exit = document.querySelector('[data-exit]')

function leave() {
  const cover = document.createElement('div')
  cover.className = 'app-exit-overlay'
  cover.setAttribute('role', 'alert')
  cover.textContent = 'Loading.'
  document.body.append(cover)
  document.title = 'Loading'
  window.location.replace(exit.href)
}

function shiftThreeTimes() {
  const heard = document.createElement('div')
  heard.className = 'nhsuk-u-visually-hidden'
  heard.setAttribute('role', 'status')
  exit.parentElement.append(heard)
  let presses = 0
  let alone = false
  let timer
  const forget = () => {
    presses = 0
    heard.textContent = ''
  }
  // Only Shift pressed by itself counts: typing a capital letter is not asking to leave.
  document.addEventListener('keydown', (event) => {
    alone = event.key === 'Shift'
    if (!alone) forget()
  })
  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Shift' || !alone) return
    window.clearTimeout(timer)
    presses += 1
    if (presses === 3) return leave()
    heard.textContent = `Shift, press ${3 - presses} more ${presses === 2 ? 'time' : 'times'} to exit.`
    timer = window.setTimeout(forget, 5000)
  })
}

if (exit) {
  exit.addEventListener('click', (event) => {
    event.preventDefault()
    leave()
  })
  shiftThreeTimes()
  // A page kept by the browser for its back button must not come back covered.
  window.addEventListener('pageshow', () => {
    for (const cover of document.querySelectorAll('.app-exit-overlay')) cover.remove()
  })
}

// A form sent twice within a second is one press too many.
const sent = new WeakMap()
document.addEventListener('submit', (event) => {
  const last = sent.get(event.target)
  if (last && event.timeStamp - last < 1000) event.preventDefault()
  else sent.set(event.target, event.timeStamp)
})

// The error summary takes the focus by itself; a page without one sends it to the first field in error.
if (!document.querySelector('.nhsuk-error-summary')) {
  main?.querySelector('.nhsuk-form-group--error :is(input, select, textarea)')?.focus()
}

// Session limit: warn, then let one press carry on. The server decides; this only says so in time.
const dialog = document.querySelector('dialog[data-timeout]')

function watchTheClock() {
  const minute = 60000
  const limit = Number(dialog.dataset.minutes) * minute
  const warn = Number(dialog.dataset.warnMinutes) * minute
  const form = dialog.querySelector('form')
  const left = dialog.querySelector('[data-left]')
  let end = Date.now() + limit
  let said = 0

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    try {
      const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
      if (!answer.ok) throw new Error('not extended')
      end = Date.now() + limit
      said = 0
      dialog.close()
    } catch {
      form.submit()
    }
  })

  // Escape is a sign of life too.
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault()
    form.requestSubmit()
  })

  // What stands half written goes along, so that it is there again afterwards; the server keeps it for staff alone.
  let closing = false
  async function close() {
    if (closing) return
    closing = true
    const changed = (e) => (e.type === 'checkbox' || e.type === 'radio' ? e.checked !== e.defaultChecked : e.value !== e.defaultValue)
    const typed = (f) => [...f.querySelectorAll('input:not([type="hidden"]), textarea')].some(changed)
    const writing = [...main.querySelectorAll('form[method="post"]:not([data-passkey])')].find(typed)
    if (writing && dialog.hasAttribute('data-locks')) {
      const body = new URLSearchParams(new FormData(writing))
      body.append('draft_path', new URL(writing.action).pathname)
      await fetch('/session/lock', { method: 'POST', body }).catch(() => {})
    }
    window.location.replace(window.location.pathname + window.location.search)
  }

  // Asks the clock each time: a sleeping computer stops timers, not sessions.
  window.setInterval(() => {
    const remaining = end - Date.now()
    if (remaining <= 0) return close()
    if (remaining > warn) return
    const minutes = Math.ceil(remaining / minute)
    if (minutes !== said) {
      said = minutes
      left.textContent = minutes === 1 ? '1 minute' : `${minutes} minutes`
    }
    if (!dialog.open) dialog.showModal()
  }, 1000)
}

if (dialog && typeof dialog.showModal === 'function') watchTheClock()

for (const button of document.querySelectorAll('[data-print]')) {
  button.addEventListener('click', () => window.print())
}

initAll()
