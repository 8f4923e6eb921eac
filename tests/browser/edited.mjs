// node edited.mjs PATH/TO/sayso: an operator with sqlite3 edits one event, then one tile, and who notices. Starts a demo of
// its own with a directory of its own. Needs the program sqlite3. Exit 1 when an edit goes unnoticed.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { besideADemo, binaryFrom, check } from './lib/demo.mjs';
import { seatsOn, sit } from './lib/seats.mjs';

const binary = binaryFrom('edited.mjs');
let base, dir, data, browser;
await besideADemo(binary, async (demo) => {
  ({ base, dir, data, browser } = demo);
  await theEvent();
  await theTile();
});

/** What somebody with the file and a SQL shell can do: the guards are theirs to take away. */
function edits(sql) {
  const guards = ['told_stays', 'event_stays', 'log_entry_stays'].map((name) => `DROP TRIGGER IF EXISTS ${name};`).join('');
  const done = spawnSync('sqlite3', ['-cmd', '.timeout 5000', join(data, 'sayso.db'), `${guards}${sql}`], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`sqlite3: ${done.stderr}`);
  return done.stdout.trim();
}
function verify() {
  return spawnSync(binary, ['verify', 'log', `${base}/log`], { encoding: 'utf8', timeout: 30_000 });
}

/** What docs/checking.md says to do by hand: the lines, the root, the signature. */
function byHand(key) {
  const script = new URL('../../docs/check-log.py', import.meta.url).pathname;
  const run = (program, args) => spawnSync(program, args, { cwd: dir, encoding: 'utf8', timeout: 60_000 });
  const lines = run('python3', [script, `${base}/log`, key]);
  if (lines.status !== 0) return lines.stderr.trim().split('\n').pop();
  const signed = ['pkeyutl', '-verify', '-pubin', '-inkey', 'key.der', '-rawin', '-in', 'signed.txt', '-sigfile', 'signature.bin'];
  const signature = run('openssl', signed);
  return signature.status === 0 ? `whole: ${lines.stderr.trim().split('\n').length} lines` : signature.stdout;
}

/** One row of Alex's history says something else: the next view of it says so, and hides nothing. */
async function theEvent() {
  const page = await (await browser.newContext()).newPage();
  const words = async () => page.locator('main').innerText();
  await sit(page, base, (await seatsOn(page, base)).find((s) => s.value === 'person-alex'));
  await page.goto(`${base}/home/history`);
  check(!(await words()).includes('was changed'), 'Alex’s history is as it was written');
  const id = (await page.locator('a[href^="/home/receipt/"]').first().getAttribute('href')).split('/').pop();
  check(edits(`UPDATE event SET happened_at = '2020-01-01T00:00:00.000Z' WHERE id = '${id}'; SELECT changes();`) === '1', 'an operator changes when one thing happened, with sqlite3');
  await page.goto(`${base}/home/history`);
  const said = await words();
  check(said.includes('Some of this was changed') && said.includes('This is not what was first written.'), 'the next view of the history says so, at the row and above it');
  await page.goto(`${base}/home`);
  check((await page.title()).length > 0 && !page.url().includes('error'), 'and the rest of the pages goes on');
}

/** One tile of the public log is written over: whoever checks from outside says so, and nothing more is countersigned. */
async function theTile() {
  check(verify().status === 0, 'from outside, the public log holds');
  const page = await (await browser.newContext()).newPage();
  const key = (await (await page.request.get(`${base}/log/key`)).text()).trim();
  const [first, other] = [byHand(key), byHand(key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))];
  check(/^whole: \d+ lines$/.test(first), `with python3 and openssl too (${first})`);
  check(/key/.test(other), `and not with another key (${other})`);
  const witnessed = async () => {
    await page.goto(`${base}/public-log`);
    return (await page.locator('main').innerText()).match(/(\d+) lines,/)?.[1];
  };
  const before = await witnessed();
  check(before !== undefined, `an outside witness has countersigned ${before} lines`);
  // The first tile: under everything that was ever signed.
  check(edits("UPDATE log_tile SET bytes = zeroblob(length(bytes)) WHERE tree = 'public' AND path = 'tile/0/000'; SELECT changes();") === '1', 'an operator writes over one tile');
  const found = verify();
  writeFileSync(join(dir, 'said'), found.stdout + found.stderr);
  check(found.status === 1 && found.stderr.includes('A line or a tile was changed'), '`verify log` says so, and ends with 1');
  check(/is not what its tile says/.test(byHand(key)), 'so does the check by hand');
  await page.goto(`${base}/demo`);
  await page.getByRole('button', { name: 'One hour later' }).click();
  let said = '';
  for (let tries = 0; tries < 40 && !said.includes('Nothing is being signed'); tries += 1) {
    await page.goto(`${base}/public-log`);
    said = await page.locator('main').innerText();
    await page.waitForTimeout(500);
  }
  check(said.includes('Nothing is being signed'), 'nothing more is signed, and the public page says why');
  check((await witnessed()) === before, 'the witness stands where it stood: it has countersigned nothing of it');
}
