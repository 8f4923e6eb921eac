// node shots.mjs BASE_URL OUTDIR [SEAT=PATH:NAME…]: PNGs at 1100 and 320 px. Without a list: the pages that the docs
// show, at 1100 px alone and with few colours where `pngquant` is there, so that the folder stays small; the person's
// page is home.png, which the README shows.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { baseFrom, launch } from './lib/browser.mjs';
import { NARROW, WIDE } from './lib/inspect.mjs';
import { isPerson, seatsOn, sit } from './lib/seats.mjs';

const usage = 'Usage: node shots.mjs http://127.0.0.1:8080 OUTDIR [SEAT=/path:name…]';
const base = baseFrom(process.argv[2], usage);
const out = process.argv[3];
if (!out) {
  console.error(usage);
  process.exit(2);
}
mkdirSync(out, { recursive: true });

const browser = await launch();
try {
  const first = await browser.newPage();
  const seats = await seatsOn(first, base);
  await first.close();
  const asked = process.argv.slice(4).map(parse);
  const person = seats.find(isPerson);
  const usual = [
    { path: '/where-data-goes', name: 'public', small: true },
    ...[
      [person?.value, undefined, 'home'],
      ['clinician-patel', '/practice', 'clinician'],
      ['practice-jo', '/practice', 'reception'],
      ['coach-sam', '/today', 'coach'],
      ['lead-lena', '/team', 'lead'],
      ['guardian-grace', '/oversight', 'guardian'],
      ['commissioner-priya', '/commission', 'commissioner'],
      ['operator-kit', '/health', 'operator'],
      ['supporter-kim', '/supporting', 'supporter'],
      ['attorney-robin', '/deciding', 'attorney'],
      ['therapist-noor', '/today', 'therapist'],
      ['guardian-tomasz', '/oversight', 'deputy'],
      ['nominee-nia', '/terms', 'nominee'],
      ['evaluator-ezra', '/plans', 'evaluator'],
    ].map(([seat, path, name]) => ({ seat, path, name, small: true })),
  ];
  for (const shot of asked.length ? asked : usual) await take(shot, seats.find((s) => s.value === shot.seat));
} finally {
  await browser.close();
}

function parse(word) {
  const parts = /^(?:([^=/]+)=)?(\/[^:]*):([\w-]+)$/.exec(word);
  if (!parts) {
    console.error(`${word}: not SEAT=/path:name`);
    process.exit(2);
  }
  return { seat: parts[1], path: parts[2], name: parts[3] };
}

async function take({ seat: wanted, path, name, small }, seat) {
  if (wanted && !seat) throw new Error(`no seat ${wanted} on /demo`);
  const context = await browser.newContext({ viewport: WIDE });
  const page = await context.newPage();
  const landed = seat ? await sit(page, base, seat) : '/';
  for (const size of small ? [WIDE] : [WIDE, NARROW]) {
    await page.setViewportSize(size);
    await page.goto(base + (path ?? landed));
    const file = join(out, size === WIDE ? `${name}.png` : `${name}-320.png`);
    await page.screenshot({ path: file, fullPage: size === NARROW });
    if (small) spawnSync('pngquant', ['--force', '--skip-if-larger', '--ext', '.png', '64', file]);
    console.log(file);
  }
  await context.close();
}
