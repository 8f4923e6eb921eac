// node receipt.mjs PATH/TO/sayso: Alex leaves, takes and prints the receipt, and it is checked by a copy of the program with
// no network, and by the page with the network cut; both name the witness. Starts a demo of its own. Exit 1 when a step does not do what it should.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { besideADemo, binaryFrom, check } from './lib/demo.mjs';
import { seatsOn, sit } from './lib/seats.mjs';

const binary = binaryFrom('receipt.mjs');
/** A witness of another log: docs/receipts.md. */
const STRANGER = 'union.example/witness+85f07f00+BO1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR';
let base, dir, browser;
await besideADemo(binary, async (demo) => {
  ({ base, dir, browser } = demo);
  const { file, key, code, witness } = await takesTheReceipt();
  await byTheProgram(file, key, witness);
  await inThePage(readFileSync(file, 'utf8'), key, code, witness);
});

/** Alex, at home: leaves, waits for the stamp, takes the file and the sheet. */
async function takesTheReceipt() {
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await context.newPage();
  const says = async (words) => (await page.locator('main').innerText()).includes(words);
  const seat = (await seatsOn(page, base)).find((s) => s.value === 'person-alex');
  await sit(page, base, seat);
  await page.goto(`${base}/home/change`);
  await page.getByLabel('Stop everything and leave').first().check();
  await page.getByRole('button', { name: 'Make this change' }).click();
  check(await says('You have left'), 'Alex leaves');
  await page.getByRole('link', { name: 'Get a receipt' }).click();
  check(await says('Not yet stamped') && await says('Nobody may require you to show this.'), 'a receipt is offered, not yet stamped');
  const receipt = page.url();
  await page.goto(`${base}/demo`);
  await page.getByRole('button', { name: 'One hour later' }).click();
  const file = page.getByRole('link', { name: 'Take the receipt as a file' });
  for (let tries = 0; tries < 40; tries += 1) {
    await page.goto(receipt);
    if (await file.count()) break;
    await page.waitForTimeout(500);
  }
  // The demo’s witness countersigns a moment after the log has signed.
  for (let tries = 0; tries < 40; tries += 1) {
    if ((await (await page.request.get(`${receipt}/file`)).text()).includes('— patients.example/witness ')) break;
    await page.waitForTimeout(500);
  }
  const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
  check(download.suggestedFilename() === 'receipt.txt', 'a published checkpoint covers it; the file has a neutral name');
  const saved = join(dir, 'receipt.txt');
  await download.saveAs(saved);
  await page.goto(`${receipt}/print`);
  check(await says('Short code') && await says('Sayso receipt 1'), 'the sheet for paper has the short code and the whole receipt');
  const paper = await page.pdf({ format: 'A4' });
  check(paper.length > 10_000, 'it prints');
  const code = (await page.locator('main').innerText()).match(/Short code:?\s+([0-9A-Z-]{24})/)[1];
  const key = (await (await page.request.get(`${base}/log/key`)).text()).trim();
  await page.goto(`${base}/public-log`);
  const [witness] = (await page.locator('main').innerText()).match(/patients\.example\/witness\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+/);
  await context.close();
  return { file: saved, key, code, witness };
}

/** Another machine’s copy of the program: a place of its own, no settings, no network. */
async function byTheProgram(file, key, witness) {
  const alone = spawnSync('unshare', ['-rn', 'true']).status === 0;
  check(alone || !process.env.CI, 'this machine can take the network away from a program');
  const run = (path, with_, ...more) => {
    const args = ['verify', 'receipt', path, '--key', with_, ...more];
    const [program, all] = alone ? ['unshare', ['-rn', binary, ...args]] : [binary, args];
    return spawnSync(program, all, { cwd: tmpdir(), env: { PATH: process.env.PATH }, encoding: 'utf8', timeout: 20_000 });
  };
  const how = alone ? 'with no network' : 'on a file (this machine cannot take its network away)';
  const found = run(file, key);
  check(found.status === 0 && found.stdout.includes('This receipt is genuine.'), `the program finds it genuine, ${how}`);
  const counted = run(file, key, '--witness', witness);
  check(counted.status === 0 && counted.stdout.includes('Countersigned by patients.example/witness.'), 'and countersigned by the outside witness');
  const changed = join(dir, 'changed.txt');
  writeFileSync(changed, readFileSync(file, 'utf8').replace('kind: left', 'kind: agreed'));
  const other = run(changed, key);
  check(other.status === 1 && other.stderr.includes('has been changed'), 'and a changed one altered');
}

/** The page, opened once, then cut off: nothing leaves. */
async function inThePage(text, key, code, witness) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const noise = [];
  page.on('console', (m) => noise.push(m.text()));
  page.on('pageerror', (e) => noise.push(e.message));
  await page.goto(`${base}/check#${code}`, { waitUntil: 'networkidle' });
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await context.setOffline(true);
  const said = page.locator('[data-check-said]');
  const tells = async (receipt, words) => {
    await page.getByLabel('Paste the receipt here').fill(receipt);
    await page.getByRole('button', { name: 'Check it' }).click();
    await said.getByText(words, { exact: true }).first().waitFor({ timeout: 10_000 });
  };
  check((await page.locator('main').innerText()).includes(`You scanned the code of a paper: ${code}`), 'the code on paper opens the page, and says which receipt it is');
  await page.locator('#receipt-file').setInputFiles({ name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.waitForFunction(() => document.querySelector('[name="receipt"]').value !== '');
  await page.getByRole('button', { name: 'Check it' }).click();
  await said.getByText('Genuine', { exact: true }).waitFor({ timeout: 10_000 });
  check((await said.innerText()).includes('It is the one that belongs to the paper you scanned.'), 'with the network cut, the page finds it genuine');
  await tells(text.replace('kind: left', 'kind: agreed'), 'Altered');
  await tells('Dear Alex', 'Not ours');
  await tells(`${text.split('\nWhere it is')[0]}\nNot yet stamped\n`, 'Not yet stamped');
  await page.getByLabel('The log’s key').fill('log.example/2026+2c9e59a6+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c');
  await tells(text, 'Not ours');
  await page.getByLabel('The log’s key').fill('no key');
  await tells(text, 'One of the keys is not a key. Each has three parts with a + between them.');
  await page.getByLabel('The log’s key').fill(key);
  await tells(text, 'Genuine');
  check(true, 'it explains altered, not ours, not yet stamped, and a key that was put in');
  const witnesses = page.getByLabel('Keys of witnesses, if you know any');
  await witnesses.fill(witness);
  await tells(text, 'Countersigned by patients.example/witness.');
  check((await said.innerText()).includes('Genuine'), 'with the witness’s key it says who countersigned');
  await witnesses.fill(`${witness}\n${STRANGER}`);
  await tells(text, 'Not yet stamped');
  check(true, 'a witness that has not countersigned is missed');
  check(asked.length === 0, `no request left after the page was there (${asked.length})`);
  check(noise.length === 0, `the console is silent (${noise.join('; ').slice(0, 200)})`);
  await context.close();
  const without = await browser.newContext({ javaScriptEnabled: false });
  const plain = await without.newPage();
  await plain.goto(`${base}/check`);
  const words = await plain.locator('main').innerText();
  check(words.includes('Scripts are off') && words.includes('sayso verify receipt'), 'without scripts it says how to check with the program');
  check(!(await plain.locator('[data-check]').isVisible()), 'and shows nothing that would not work');
  await without.close();
}
