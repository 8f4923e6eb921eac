// Passkeys: asks the browser for one and posts its answer with the page's own form. Without scripts the form stays
// hidden and the page says what to do instead. Writes text, never markup; its words come with the form, in the reader's language.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
const text = (buffer) =>
  btoa(Array.from(new Uint8Array(buffer), (b) => String.fromCharCode(b)).join(''))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

const minutes = (n) => n * 60000

async function sign(form) {
  const { challenge, site } = form.dataset
  const publicKey = { challenge: bytes(challenge), rpId: site, userVerification: 'required', timeout: minutes(4) }
  const made = await navigator.credentials.get({ publicKey })
  return {
    credential: text(made.rawId),
    client: text(made.response.clientDataJSON),
    data: text(made.response.authenticatorData),
    signature: text(made.response.signature),
    user: made.response.userHandle ? text(made.response.userHandle) : '',
  }
}

async function make(form) {
  const { challenge, site, user, name, algorithms, known } = form.dataset
  const publicKey = {
    challenge: bytes(challenge),
    rp: { id: site, name: 'Sayso' },
    user: { id: bytes(user), name, displayName: name },
    pubKeyCredParams: algorithms.split(' ').map((alg) => ({ type: 'public-key', alg: Number(alg) })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    excludeCredentials: known.split(' ').filter(Boolean).map((id) => ({ type: 'public-key', id: bytes(id) })),
    attestation: 'none',
    timeout: minutes(4),
  }
  const made = await navigator.credentials.create({ publicKey })
  return { client: text(made.response.clientDataJSON), attestation: text(made.response.attestationObject) }
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const said = form.querySelector('[data-passkey-said]')
  form.hidden = false
  let ready = false
  form.addEventListener('submit', async (event) => {
    if (ready) return
    event.preventDefault()
    if (!window.PublicKeyCredential) {
      said.textContent = form.dataset.none
      return
    }
    if (form.dataset.origin !== window.location.origin) {
      said.textContent = form.dataset.elsewhere
      return
    }
    said.textContent = form.dataset.waiting
    try {
      const answer = await (form.dataset.passkey === 'get' ? sign(form) : make(form))
      for (const [name, value] of Object.entries(answer)) form.elements[name].value = value
      ready = true
      form.submit()
    } catch {
      said.textContent = form.dataset.failed
    }
  })
}
