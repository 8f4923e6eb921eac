// The page that checks a receipt. It asks nobody: what is put in stays here. Writes text, never markup (Trusted Types).
import { canCheck, readKey, verify } from './receipt.js'

const root = document.querySelector('[data-check]')
const said = root.querySelector('[data-check-said]')
const code = root.querySelector('[data-check-code]')
const field = (name) => root.querySelector(`[name="${name}"]`)

// What the page says in another language, by the English words; a place to fill is #. An English page has none.
const TOLD = new Map(JSON.parse(root.dataset.words ?? '[]'))

/** A sentence in the language of the page, with its places filled; English where the page does not have it. */
function told(sentence, ...values) {
  const words = TOLD.get(sentence) ?? sentence
  return words.replace(/#/g, (place) => values.shift() ?? place)
}

/** What the verifier says, sentence by sentence: each is found by its words, whatever numbers are in it. */
function inWords(says) {
  const sentences = says.split(/(?<=\.) /)
  return sentences.map((one) => told(one.replace(/\d+/g, '#'), ...(one.match(/\d+/g) ?? []))).join(' ')
}

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
    line('p', told('One of the keys is not a key. Each has three parts with a + between them.'))
    return
  }
  const found = await verify(new TextEncoder().encode(field('receipt').value), trust)
  line('h2', told(HEADINGS[found.outcome]))
  line('p', inWords(found.says))
  const paper = onPaper()
  if (paper && found.code) {
    line('p', told(paper === found.code
      ? 'It is the one that belongs to the paper you scanned.'
      : 'It is not the one that belongs to the paper you scanned.'))
  }
  if (found.by) line('p', told('It was in the log by #.', found.by))
  for (const name of found.witnesses ?? []) line('p', told('Countersigned by #.', name))
  if (found.outcome === 'genuine') {
    line('p', told('Short code: #', found.code))
    line('h3', told('What was recorded'))
    const list = line('dl', '')
    list.className = 'app-receipt'
    // The receipt’s own words, which are English.
    list.lang = 'en'
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
    code.textContent = told('You scanned the code of a paper: #. Put in the receipt that belongs to it.', paper)
    code.hidden = false
  }
  root.querySelector('#receipt-file').addEventListener('change', async (event) => {
    const [file] = event.target.files
    if (file && file.size <= 1_000_000) field('receipt').value = await file.text()
  })
  root.querySelector('[data-check-now]').addEventListener('click', checkNow)
} else {
  const words = document.createElement('p')
  words.textContent = told('This browser cannot check these signatures. Please use one of these ways.')
  root.after(words)
}
