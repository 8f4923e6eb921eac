// The page that checks a receipt. It asks nobody: what is put in stays here. Writes text, never markup (Trusted Types).
import { canCheck, readKey, verify } from './receipt.js'

const root = document.querySelector('[data-check]')
const said = root.querySelector('[data-check-said]')
const code = root.querySelector('[data-check-code]')
const field = (name) => root.querySelector(`[name="${name}"]`)

function line(tag, text) {
  const element = document.createElement(tag)
  element.textContent = text
  said.append(element)
  return element
}

/** The short code of the sheet whose square was scanned. It stands behind the #, which no browser sends. */
function onPaper() {
  const found = /^#([0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){4})$/.exec(window.location.hash)
  return found?.[1]
}

const HEADINGS = {
  genuine: 'Genuine',
  altered: 'Altered',
  'not ours': 'Not ours',
  'not yet stamped': 'Not yet stamped',
}

async function keys(name) {
  const texts = field(name).value.split(/\s+/).filter(Boolean)
  return Promise.all(texts.map(readKey))
}

async function trusted() {
  let log
  let witnesses
  try {
    log = await keys('key')
    witnesses = await keys('witnesses')
  } catch {
    return null
  }
  return log.length ? { keys: log, witnesses, askedFor: witnesses.length } : null
}

async function checkNow() {
  said.replaceChildren()
  const trust = await trusted()
  if (!trust) {
    line('p', 'One of the keys is not a key. Each has three parts with a + between them.')
    return
  }
  const found = await verify(new TextEncoder().encode(field('receipt').value), trust)
  line('h2', HEADINGS[found.outcome])
  line('p', found.says)
  const paper = onPaper()
  if (paper && found.code) {
    line('p', paper === found.code
      ? 'It is the one that belongs to the paper you scanned.'
      : 'It is not the one that belongs to the paper you scanned.')
  }
  if (found.by) line('p', `It was in the log by ${found.by}.`)
  for (const name of found.witnesses ?? []) line('p', `Countersigned by ${name}.`)
  if (found.outcome === 'genuine') {
    line('p', `Short code: ${found.code}`)
    line('h3', 'What was recorded')
    const list = line('dl', '')
    list.className = 'app-receipt'
    for (const [name, value] of found.fields) {
      if (value === '') continue
      const [term, words] = [document.createElement('dt'), document.createElement('dd')]
      term.textContent = name
      words.textContent = value
      list.append(term, words)
    }
  }
}

if (await canCheck()) {
  root.hidden = false
  const paper = onPaper()
  if (paper) {
    code.textContent = `You scanned the code of a paper: ${paper}. Put in the receipt that belongs to it.`
    code.hidden = false
  }
  root.querySelector('#receipt-file').addEventListener('change', async (event) => {
    const [file] = event.target.files
    if (file && file.size <= 1_000_000) field('receipt').value = await file.text()
  })
  root.querySelector('[data-check-now]').addEventListener('click', checkNow)
} else {
  const words = document.createElement('p')
  words.textContent = 'This browser cannot check these signatures. Please use one of these ways.'
  root.after(words)
}
