// node receipts.mjs: the page's own verifier of receipts against the list that the program's verifier made
// (crates/log/tests/log/agree.rs), and the script of docs/checking.md on a few of them. Needs no browser and no server. Exit 1
// where two of them disagree.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKey, verify } from '../../assets/receipt.js';

const list = JSON.parse(readFileSync(new URL('receipts.json', import.meta.url), 'utf8'));

/** As `changed` in agree.rs. */
function changed(text, how, at) {
  const lines = text.split('\n');
  switch (how) {
    case 'flip': lines[at] = lines[at].replace(/.$/u, '') + (lines[at].endsWith('x') ? 'y' : 'x'); break;
    case 'drop': lines.splice(at, 1); break;
    case 'twice': lines.splice(at, 0, lines[at]); break;
    case 'swap': [lines[at], lines[at + 1]] = [lines[at + 1], lines[at]]; break;
    case 'space': lines[at] += ' '; break;
    case 'tab': lines[at] = `\t${lines[at]}`; break;
    case 'another system’s line ends': return text.replaceAll('\n', '\r\n');
    case 'empty lines around': return `\n\n${text}\n\n`;
    case 'a mark before': return `\ufeff${text}`;
    case 'nothing': return '';
    case 'as it is': break;
    default: throw new Error(`${how} is not known here`);
  }
  return lines.join('\n');
}

const trusts = await Promise.all(list.trusts.map(async ({ keys, witnesses, askedFor }) => ({
  keys: await Promise.all(keys.map(readKey)),
  witnesses: await Promise.all(witnesses.map(readKey)),
  askedFor,
})));

let differ = 0;
for (const [receipt, how, at, trust, saying] of list.cases) {
  const text = changed(list.receipts[receipt], how, at);
  const { says } = await verify(new TextEncoder().encode(text), trusts[trust]);
  if (says !== list.sayings[saying]) {
    differ += 1;
    console.log(`✘ receipt ${receipt}, ${how} at line ${at + 1}, ${list.trusts[trust].name}:`);
    console.log(`  the program: ${list.sayings[saying]}\n  the page:    ${says}`);
  }
}
console.log(`${list.cases.length} receipts checked by the page’s own verifier: ${differ} differ from the program.`);
if (differ || !list.cases.length) process.exitCode = 1;
stockTools();

/** The script of docs/checking.md and openssl, where this machine has both. */
function stockTools() {
  if (spawnSync('python3', ['--version']).status !== 0 || spawnSync('openssl', ['version']).status !== 0) {
    console.log('No python3 or no openssl here: the script of docs/checking.md was not run.');
    if (process.env.CI) process.exitCode = 1;
    return;
  }
  const cwd = mkdtempSync(join(tmpdir(), 'sayso-stock-'));
  const script = new URL('../../docs/check-receipt.py', import.meta.url).pathname;
  const signed = ['pkeyutl', '-verify', '-pubin', '-inkey', 'key.der', '-rawin', '-in', 'signed.txt', '-sigfile', 'signature.bin'];
  const genuine = (text) => {
    writeFileSync(join(cwd, 'receipt.txt'), text);
    return spawnSync('python3', [script, 'receipt.txt', list.trusts[0].keys[0]], { cwd }).status === 0
      && spawnSync('openssl', signed, { cwd }).status === 0;
  };
  const held = list.receipts.slice(0, 3).every(genuine);
  const [text] = list.receipts;
  // Every line with a word in it, but a witness's own: which witnesses count is for the program to say.
  const places = text.split('\n').flatMap((line, at) => (line && !/^— .*\/witness /.test(line) ? [at] : []));
  const missed = places.filter((at) => genuine(changed(text, 'flip', at)));
  const good = held && places.length > 30 && !missed.length;
  console.log(`${good ? '✔' : '✘'} python3 and openssl: three genuine receipts hold, and none with one of ${places.length} lines changed (${missed.length} missed).`);
  if (!good) process.exitCode = 1;
  rmSync(cwd, { recursive: true });
}
