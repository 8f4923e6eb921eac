// node check.mjs BASE_URL [SEAT…]: looks at every page of every seat of a running demo. Exit 1 on any violation.
import { baseFrom, launch } from './lib/browser.mjs';
import { seatsOn } from './lib/seats.mjs';
import { visit } from './lib/visit.mjs';

const base = baseFrom(process.argv[2], 'Usage: node check.mjs http://127.0.0.1:8080 [SEAT…]');
const only = process.argv.slice(3);
const HEAVY = 20 * 1024;
/** Seats at once, each in a browser of its own: one waits for its server while the other runs axe. */
const AT_ONCE = 2;

/** The seats that are not looked at yet. */
const waiting = await withBrowser(async (browser) => {
  const page = await browser.newPage();
  const seats = await seatsOn(page, base);
  if (!seats.length) throw new Error('/demo offers no seat: no form posts to /demo/sit');
  const wanted = [undefined, ...seats].filter((s) => !only.length || only.includes(s?.value ?? 'nobody'));
  if (!wanted.length) throw new Error(`no such seat; there are nobody, ${seats.map((s) => s.value).join(', ')}`);
  return wanted;
});
const all = [];
await Promise.all(Array.from({ length: AT_ONCE }, () => withBrowser(async (browser) => {
  while (waiting.length) {
    const began = Date.now();
    const findings = await visit(browser, base, waiting.shift());
    all.push(findings);
    const { name, pages, shapes, heaviest, violations, left } = findings;
    const weight = `heaviest ${(heaviest[0] / 1024).toFixed(1)} KB${heaviest[0] > HEAVY ? ` (over 20: ${heaviest[1]})` : ''}`;
    const more = left ? `, ${left} not visited` : '';
    console.log(`${name.padEnd(16)} ${pages} pages of ${shapes} kinds, ${violations.length} violations, ${weight}${more}, ${((Date.now() - began) / 1000).toFixed(0)} s`);
  }
})));

/** A browser of its own, closed whatever happens. */
async function withBrowser(work) {
  const browser = await launch();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
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
// A page that a link leads to and that nobody looked at is a page that may be broken.
const short = all.filter((f) => f.left > 0).map((f) => f.name);
if (short.length) console.log(`Not every page was visited as: ${short.join(', ')}. Raise PER_SEAT in lib/crawl.mjs.`);
process.exitCode = violations.length || empty.length || heavy.length || short.length ? 1 : 0;
