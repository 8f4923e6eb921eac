// Checks a receipt, as crates/log does it: the same outcomes in the same words, held to one list of cases by tests.
// Sends nothing and reads nothing but what it is given: bytes, keys, and the browser's own SHA-256 and Ed25519.

const HEADING = 'Sayso receipt 1'
const NOTICE = 'Nobody may require you to show this. If somebody asks you for it, you can report that.'
const FORM = 'sayso-event-v1'
const FIELDS = ['event', 'kind', 'person', 'actor', 'outcome', 'happened', 'recorded', 'purpose', 'said', 'organisation',
  'categories', 'when', 'channel', 'what']
const MOST = 1_000_000
const MAX_SIZE = 2n ** 63n - 1n
const MAX_PROOF = 63

const bytesOf = (text) => new TextEncoder().encode(text)

function join(...parts) {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
const leafOf = (bytes) => sha256(join(Uint8Array.of(0), bytes))
const nodeOf = (left, right) => sha256(join(Uint8Array.of(1), left, right))
const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at])
const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')

function bigEndian(number) {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, number)
  return bytes
}

/** Something is not spelled as it must be. */
class Malformed extends Error {}

function must(holds) {
  if (!holds) throw new Malformed()
}

const toBase64 = (bytes) => btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(''))

/** Base64 with its padding and no stray bits: one value has one spelling. */
function base64(text) {
  must(/^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0)
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
  must(toBase64(bytes) === text)
  return bytes
}

function hash(text) {
  const bytes = base64(text)
  must(bytes.length === 32)
  return bytes
}

function decimal(text) {
  must(/^(0|[1-9][0-9]*)$/.test(text))
  const number = BigInt(text)
  must(number <= MAX_SIZE)
  return number
}

const isPlain = (text) => !/[\u0000-\u0009\u000b-\u001f]/.test(text)
const isName = (name) => name !== '' && !/[\p{White_Space}+\u0000-\u001f]/u.test(name)

/** Reads a text line by line. */
class Lines {
  constructor(text) {
    this.rest = text
  }

  next() {
    const at = this.rest.indexOf('\n')
    must(at >= 0)
    const line = this.rest.slice(0, at)
    this.rest = this.rest.slice(at + 1)
    return line
  }

  exactly(expected) {
    must(this.next() === expected)
  }

  valued(name) {
    const line = this.next()
    must(line.startsWith(`${name}:`))
    const value = line.slice(name.length + 1)
    return unescaped(value.startsWith(' ') ? value.slice(1) : value)
  }

  hashes() {
    const found = []
    for (;;) {
      const line = this.next()
      if (line === '') return found
      must(found.length < MAX_PROOF)
      found.push(hash(line))
    }
  }
}

const isControl = (char) => /[\u0000-\u001f\u007f-\u009f]/.test(char)

function escaped(value) {
  const chars = Array.from(value)
  return chars.map((char, at) => {
    const edge = at === 0 || at === chars.length - 1
    if (char === '\\') return '\\\\'
    const hidden = isControl(char) || (edge && /\p{White_Space}/u.test(char))
    return hidden ? `\\{${char.codePointAt(0).toString(16)}}` : char
  }).join('')
}

function unescaped(text) {
  return text.replace(/\\(\\|\{([0-9a-f]{1,6})\}|)/g, (_, kind, code) => {
    if (kind === '\\') return '\\'
    must(code !== undefined)
    const number = parseInt(code, 16)
    must(number <= 0x10ffff && !(number >= 0xd800 && number <= 0xdfff))
    return String.fromCodePoint(number)
  })
}

function readNote(text) {
  must(bytesOf(text).length <= MOST && isPlain(text))
  const split = text.lastIndexOf('\n\n')
  must(split >= 0 && text.endsWith('\n'))
  const below = text.slice(split + 2, -1).split('\n')
  must(text.length > split + 2 && below.length <= 100)
  const signatures = below.map((line) => {
    must(line.startsWith('— '))
    const [, name, value] = /^([^ ]*) (.*)$/.exec(line.slice(2)) ?? []
    must(name !== undefined && isName(name))
    const both = base64(value)
    must(both.length > 4)
    return { name, id: hex(both.slice(0, 4)), bytes: both.slice(4), line }
  })
  return { text: text.slice(0, split + 1), signatures, spelled: text }
}

function readCheckpoint(text) {
  const lines = new Lines(text)
  const [origin, size, root] = [lines.next(), lines.next(), lines.next()]
  must(origin !== '' && isPlain(origin))
  while (lines.rest !== '') must(lines.next() !== '')
  return { origin, size: decimal(size), root: hash(root) }
}

function readProof(lines) {
  lines.exactly('c2sp.org/tlog-proof@v1')
  let line = lines.next()
  let extra = ''
  if (line.startsWith('extra ')) {
    base64(line.slice(6))
    extra = `${line}\n`
    line = lines.next()
  }
  must(line.startsWith('index '))
  const index = decimal(line.slice(6))
  const path = lines.hashes()
  const note = readNote(lines.rest)
  const spelled = `c2sp.org/tlog-proof@v1\n${extra}index ${index}\n${path.map((h) => `${toBase64(h)}\n`).join('')}\n${note.spelled}`
  return { index, path, note, checkpoint: readCheckpoint(note.text), spelled }
}

/** A receipt, exactly as it was written. */
function read(text) {
  const lines = new Lines(text)
  for (const expected of [HEADING, NOTICE, '', 'What was recorded']) lines.exactly(expected)
  must(lines.valued('form') === FORM)
  const values = FIELDS.map((name) => lines.valued(name))
  const salt = hash(lines.valued('salt'))
  lines.exactly('')
  let spelled = `${HEADING}\n${NOTICE}\n\nWhat was recorded\nform: ${FORM}\n`
  values.forEach((value, at) => {
    spelled += `${FIELDS[at]}:${value === '' ? '' : ' '}${escaped(value)}\n`
  })
  spelled += `salt: ${toBase64(salt)}\n\n`
  let stamped = null
  const next = lines.next()
  if (next === 'Not yet stamped') {
    must(lines.rest === '')
    spelled += 'Not yet stamped\n'
  } else {
    must(next === 'Where it is in the private tree')
    const [number, size, nonce] = [decimal(lines.valued('number')), decimal(lines.valued('size')), hash(lines.valued('nonce'))]
    const path = lines.hashes()
    lines.exactly('The line in the public log that seals that tree')
    const line = lines.next()
    lines.exactly('')
    lines.exactly('The proof of that line')
    stamped = { number, size, nonce, path, line, proof: readProof(lines) }
    spelled += `Where it is in the private tree\nnumber: ${number}\nsize: ${size}\nnonce: ${toBase64(nonce)}\n`
    spelled += `${path.map((h) => `${toBase64(h)}\n`).join('')}\nThe line in the public log that seals that tree\n${line}\n\n`
    spelled += `The proof of that line\n${stamped.proof.spelled}`
  }
  // Escapes could be spelled in two ways; only ours counts.
  must(spelled === text)
  return { values, salt, stamped }
}

const commitmentOf = ({ values, salt }) => {
  const parts = values.map(bytesOf).flatMap((value) => [bigEndian(BigInt(value.length)), value])
  return sha256(join(bytesOf(`${FORM}\n`), salt, ...parts))
}

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The short code that stands on paper too: the first 100 bits of the commitment. */
function codeOf(commitment) {
  const bits = Array.from(commitment.slice(0, 13), (b) => b.toString(2).padStart(8, '0')).join('')
  const digits = Array.from({ length: 20 }, (_, at) => DIGITS[parseInt(bits.slice(5 * at, 5 * at + 5), 2)])
  return digits.join('').replace(/(.{4})(?=.)/g, '$1-')
}

/** The root to which an inclusion proof leads (RFC 9162, section 2.1.3.2), or null where the numbers do not fit. */
async function rootOf(leaf, index, size, path) {
  if (index >= size) return null
  let [at, last, root] = [index, size - 1n, leaf]
  for (const sibling of path) {
    if (last === 0n) return null
    if (at & 1n || at === last) {
      root = await nodeOf(sibling, root)
      while (!(at & 1n)) {
        at >>= 1n
        last >>= 1n
      }
    } else {
      root = await nodeOf(root, sibling)
    }
    at >>= 1n
    last >>= 1n
  }
  return last === 0n ? root : null
}

/** Reads a verifier key: name, id and bytes, each bound to the others. Throws where it is none. */
export async function readKey(text) {
  const first = text.indexOf('+')
  const second = text.indexOf('+', first + 1)
  must(first > 0 && second > 0)
  const [name, id, both] = [text.slice(0, first), text.slice(first + 1, second), base64(text.slice(second + 1))]
  must(isName(name) && both.length === 33 && (both[0] === 1 || both[0] === 4))
  const found = hex((await sha256(join(bytesOf(`${name}\n`), both))).slice(0, 4))
  must(found === id)
  return { name, id, timed: both[0] === 4, bytes: both.slice(1) }
}

async function fits(key, message, signature) {
  if (signature.length !== 64) return false
  const made = await crypto.subtle.importKey('raw', key.bytes, { name: 'Ed25519' }, false, ['verify'])
  return crypto.subtle.verify({ name: 'Ed25519' }, made, signature, bytesOf(message))
}

async function check(key, text, signature) {
  if (!key.timed) return fits(key, text, signature)
  if (signature.length < 8) return false
  const time = new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0)
  return time <= MAX_SIZE && fits(key, `cosignature/v1\ntime ${time}\n${text}`, signature.slice(8))
}

/** The known keys that signed; null where one that is known does not fit. */
async function signers(note, known) {
  const found = []
  for (const signature of note.signatures) {
    const key = known.find((k) => k.name === signature.name && k.id === signature.id)
    if (!key || found.includes(key)) continue
    if (!(await check(key, note.text, signature.bytes))) return null
    found.push(key)
  }
  return found
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isStamp(text) {
  const [year, month, day, hour, minute, second] = text.match(/\d+/g).map(Number)
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && leap ? 29 : DAYS[month - 1]
  return month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60
}

const SEALED = /^\{"kind":"private_root","at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)","sealed":"([0-9a-f]{64})"\}$/

const altered = (says) => ({ outcome: 'altered', says: `This receipt has been changed. ${says} Do not rely on it.` })
const ALTERED = {
  shape: altered('Lines are missing, added or changed.'),
  recorded: altered('What it says was recorded is not what the log holds.'),
  line: altered('Its line is not in the public log.'),
  checkpoint: altered('A signature on it does not fit.'),
}
const NOT_OURS = {
  outcome: 'not ours',
  says: 'This is not a receipt from this log. It may be from another service, or not a receipt at all.',
}

function stampedBy(count) {
  if (count === 0) return 'No outside witness has countersigned it.'
  if (count === 1) return 'One outside witness has countersigned it.'
  return `${count} outside witnesses have countersigned it.`
}

/** Can this browser check an Ed25519 signature? */
export async function canCheck() {
  try {
    await crypto.subtle.importKey('raw', new Uint8Array(32), { name: 'Ed25519' }, false, ['verify'])
    return true
  } catch {
    return false
  }
}

/**
 * What a receipt turns out to be. `trust` is `{ keys, witnesses, askedFor }`, the first two as `readKey` gives them. The
 * name of the first key is the log's.
 */
export async function verify(bytes, trust) {
  let text
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return NOT_OURS
  }
  if (bytes.length > MOST) return NOT_OURS
  text = `${text.replaceAll('\r\n', '\n').replace(/^\n+|\n+$/g, '')}\n`
  if (!text.startsWith(`${HEADING}\n`)) return NOT_OURS
  let receipt
  try {
    receipt = read(text)
  } catch (fault) {
    if (fault instanceof Malformed) return ALTERED.shape
    throw fault
  }
  const commitment = await commitmentOf(receipt)
  const about = { code: codeOf(commitment), fields: receipt.values.map((value, at) => [FIELDS[at], value]) }
  if (!receipt.stamped) {
    return {
      outcome: 'not yet stamped',
      says: 'This receipt is not yet stamped. It proves nothing yet. Ask for it again in half an hour.',
      ...about,
    }
  }
  return { ...(await checkStamped(receipt.stamped, commitment, trust)), ...about }
}

async function checkStamped(stamped, commitment, trust) {
  const { note, checkpoint, index, path } = stamped.proof
  if (checkpoint.origin !== trust.keys[0].name) return NOT_OURS
  const own = await signers(note, trust.keys.filter((k) => !k.timed))
  if (!own) return ALTERED.checkpoint
  if (!own.length) return NOT_OURS
  const witnesses = await signers(note, trust.witnesses.filter((k) => k.timed))
  if (!witnesses) return ALTERED.checkpoint
  const root = await rootOf(await leafOf(bytesOf(stamped.line)), index, checkpoint.size, path)
  if (!root || !same(root, checkpoint.root)) return ALTERED.line
  const [, at, sealed] = SEALED.exec(stamped.line) ?? []
  if (!at || !isStamp(at)) return ALTERED.line
  const inside = await rootOf(await leafOf(commitment), stamped.number, stamped.size, stamped.path)
  if (!inside) return ALTERED.recorded
  const seal = await sha256(join(bytesOf('sayso-private-root-v1\n'), stamped.nonce, bigEndian(stamped.size), inside))
  if (hex(seal) !== sealed) return ALTERED.recorded
  if (witnesses.length < trust.askedFor) {
    return {
      outcome: 'not yet stamped',
      says: 'This receipt is in the log, but not yet stamped by enough outside witnesses. You ask for '
        + `${trust.askedFor}, and it has ${witnesses.length}.`,
    }
  }
  return {
    outcome: 'genuine',
    says: 'This receipt is genuine. What it says was recorded, and has not been changed since. '
      + stampedBy(witnesses.length),
    by: at,
    witnesses: witnesses.map((k) => k.name),
  }
}
