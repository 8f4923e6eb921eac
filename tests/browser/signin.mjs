// node signin.mjs PATH/TO/sayso: how staff sign in, in real Chromium. Starts a server of its own in a fresh directory and
// a real OpenID Connect provider beside it, both on this machine alone. Exit 1 when a step does not do what it should.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Provider } from 'oidc-provider';
import { launch } from './lib/browser.mjs';
import { binaryFrom, check, freePort } from './lib/demo.mjs';

const binary = binaryFrom('signin.mjs');
const dir = mkdtempSync(join(tmpdir(), 'sayso-signin-'));
const [port, idp] = [await freePort(), await freePort()];
const base = `http://localhost:${port}`;
const issuer = `http://localhost:${idp}`;

// The provider: one person with a role here, one without.
const people = { ada: { roles: ['gp'], organisation: 'Y00001', name: 'Ada Quill' }, max: { roles: [], name: 'Max Nobody' } };
const provider = new Provider(issuer, {
  clients: [{
    client_id: 'sayso', client_secret: 'a-secret-of-this-test-alone-and-no-other', redirect_uris: [`${base}/sign-in/back`],
    backchannel_logout_uri: `${base}/sign-in/signed-out`, backchannel_logout_session_required: true,
    post_logout_redirect_uris: [], id_token_signed_response_alg: 'RS256',
  }],
  claims: { openid: ['sub', 'roles', 'organisation', 'name'], profile: ['name'] },
  conformIdTokenClaims: false,
  features: { backchannelLogout: { enabled: true }, devInteractions: { enabled: true } },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  // Without its own rules about which machines it may call: all of them are this one.
  fetch: (url, { method, headers, body }) => fetch(url, { method, headers, body }),
  cookies: { keys: ['of this test alone'] },
});
provider.on('backchannel.error', (_, error) => console.log(`the provider could not tell of a signing out: ${error.message}`));
const idpServer = createServer(provider.callback()).listen(idp, 'localhost');

writeFileSync(join(dir, 'sayso.toml'), `
listen = "127.0.0.1:${port}"
data = "data"
openid_issuer = "${issuer}"
openid_name = "Borough sign-in"
openid_client = "sayso"
openid_secret = "a-secret-of-this-test-alone-and-no-other"
openid_role_claim = "roles"
openid_roles = "gp=clinician"
openid_org_claim = "organisation"
`);
const config = ['--config', join(dir, 'sayso.toml')];
const run = (args) => new Promise((done, fail) => {
  const child = spawn(binary, args, { cwd: dir });
  let said = '';
  child.stdout.on('data', (part) => { said += part; });
  child.stderr.on('data', (part) => { said += part; });
  child.on('exit', (code) => (code === 0 ? done(said) : fail(new Error(`${args[0]}: ${said}`))));
});
await run(['config', 'init', join(dir, 'unused.toml'), '--setup', join(dir, 'setup.toml')]);
await run(['setup', ...config, join(dir, 'setup.toml')]);
const link = (await run(['user', 'reset', ...config, 'Sam Okoro'])).match(/\/link\/[0-9a-f]+/)[0];

const server = spawn(binary, ['serve', ...config], { cwd: dir });
server.stderr.on('data', (part) => process.stderr.write(part));
await new Promise((done, fail) => {
  let said = '';
  server.stdout.on('data', (part) => { said += part; if (said.includes('answers on')) done(); });
  server.on('exit', () => fail(new Error(`the server ended: ${said}`)));
});

const browser = await launch();
try {
  const page = await (await browser.newContext()).newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (line) => { if (line.type() === 'error' && /Content.Security|Trusted/i.test(line.text())) faults.push(line.text()); });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  const press = (words) => Promise.all([page.waitForNavigation(), page.getByRole('button', { name: words, exact: true }).click()]);

  await page.goto(base + link);
  await press('Sign in');
  check(new URL(page.url()).pathname === '/passkeys', 'a one-time link leads to making a passkey');
  await press('Add a passkey on this device');
  check(await page.getByText('You have one passkey').isVisible(), 'the browser made one');
  await press('Sign out');
  await page.goto(`${base}/sign-in/staff`);
  await press('Sign in with a passkey');
  check(new URL(page.url()).pathname === '/today', 'it lets Sam in, and no name was typed');

  await page.goto(`${base}/passkeys`);
  await press('Lock this session now');
  await page.goto(`${base}/caseload`);
  check(await page.getByRole('heading', { name: 'Your session is locked' }).isVisible(), 'a locked session shows nothing');
  await press('Go on with a passkey');
  check(new URL(page.url()).pathname === '/caseload', 'a passkey leads back to the same page');

  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await press('Sign out');
  await page.goto(`${base}/sign-in/staff`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('That did not work, or was stopped.').waitFor();
  check(new URL(page.url()).pathname === '/sign-in/staff', 'a device that does not know its owner lets nobody in');
  check(faults.length === 0, `no script met the security policy${faults.length ? `: ${faults}` : ''}`);

  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(`${base}/sign-in/staff`);
  check(!(await plain.getByRole('button', { name: 'Sign in with a passkey' }).isVisible())
    && await plain.getByText('Open the one-time link').isVisible(), 'without scripts the page says to use a link');

  const organisation = async (who) => {
    const context = await browser.newContext();
    const at = await context.newPage();
    await at.goto(`${base}/sign-in/staff`);
    await at.getByRole('button', { name: 'Sign in with Borough sign-in' }).click();
    await at.locator('input[name="login"]').fill(who);
    await at.locator('input[name="password"]').fill('anything: this provider is a toy');
    await at.locator('button[type="submit"]').click();
    await at.getByRole('button', { name: 'Continue' }).click();
    await at.waitForURL(`${base}/**`);
    return at;
  };
  const ada = await organisation('ada');
  check(new URL(ada.url()).pathname === '/practice' && await ada.getByText('Ada Quill, clinician').isVisible(),
    'a real provider vouches for Ada, who has the seat that is configured');
  await ada.goto(`${base}/practice`);
  await ada.goto(`${base}/sign-in/staff`);
  await ada.getByRole('button', { name: 'Sign in with Borough sign-in' }).click();
  check(await ada.locator('input[name="password"]').isVisible(), 'the provider asks who she is again, though she is signed in there');
  const max = await organisation('max');
  check(await max.getByRole('heading', { name: 'You have no seat here' }).isVisible(), 'it knows Max, who has no role: a page says so');

  await ada.goto(`${issuer}/session/end`);
  await ada.getByRole('button', { name: /^Yes/ }).click();
  await ada.waitForTimeout(500);
  await ada.goto(`${base}/practice`);
  check(new URL(ada.url()).pathname === '/sign-in', 'signing out there ends the session here');
} catch (error) {
  console.log(`✘ ${error.message}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  server.removeAllListeners('exit');
  server.kill('SIGTERM');
  idpServer.close();
  idpServer.closeAllConnections();
  rmSync(dir, { recursive: true, force: true });
}
