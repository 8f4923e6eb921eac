// node check.mjs BASE_URL [SEAT…]: looks at every page of every seat of a running demo. Exit 1 on any violation.
import { baseFrom, launch } from './lib/browser.mjs';
import { seatsOn } from './lib/seats.mjs';
import { visit } from './lib/visit.mjs';

const base = baseFrom(process.argv[2], 'Usage: node check.mjs http://127.0.0.1:8080 [SEAT…]');
const only = process.argv.slice(3);
const HEAVY = 20 * 1024;

const browser = await launch();
const all = [];
try {
  const page = await browser.newPage();
  const seats = await seatsOn(page, base);
  await page.close();
  if (!seats.length) throw new Error('/demo offers no seat: no form posts to /demo/sit');
  const wanted = [undefined, ...seats].filter((s) => !only.length || only.includes(s?.value ?? 'nobody'));
  if (!wanted.length) throw new Error(`no such seat; there are nobody, ${seats.map((s) => s.value).join(', ')}`);
  for (const seat of wanted) {
    const began = Date.now();
    const findings = await visit(browser, base, seat);
    all.push(findings);
    const { name, pages, shapes, heaviest, violations, left } = findings;
    const weight = `heaviest ${(heaviest[0] / 1024).toFixed(1)} KB${heaviest[0] > HEAVY ? ` (over 20: ${heaviest[1]})` : ''}`;
    const more = left ? `, ${left} not visited` : '';
    console.log(`${name.padEnd(16)} ${pages} pages of ${shapes} kinds, ${violations.length} violations, ${weight}${more}, ${((Date.now() - began) / 1000).toFixed(0)} s`);
  }
} finally {
  await browser.close();
}

const unsure = new Map();
for (const [id, n] of all.flatMap((f) => [...f.unsure])) unsure.set(id, (unsure.get(id) ?? 0) + n);
if (unsure.size) console.log(`\naxe could not decide (for a person to look at): ${[...unsure].map(([id, n]) => `${id} ${n}×`).join(', ')}`);

const violations = all.flatMap((f) => f.violations);
for (const line of violations) console.log(`✘ ${line}`);
const pages = all.reduce((sum, f) => sum + f.pages, 0);
console.log(`\n${pages} pages in ${all.length} seats: ${violations.length} violations.`);
// A seat that shows no page was not checked, whatever the list says.
const empty = all.filter((f) => f.pages === 0).map((f) => f.name);
if (empty.length) console.log(`No page seen as: ${empty.join(', ')}`);
const heavy = all.filter((f) => f.heaviest[0] > HEAVY).map((f) => `${f.name}: ${f.heaviest[1]}`);
if (heavy.length) console.log(`Heavier than 20 KB compressed: ${heavy.join(', ')}`);
process.exitCode = violations.length || empty.length || heavy.length ? 1 : 0;
