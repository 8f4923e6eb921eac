// node stories.mjs BASE_URL [NAME…]: people fill in forms in a running demo, in real Chromium, with scripts and without.
// Each story makes its own people, so that the two runs and a second call do not meet. Exit 1 where one breaks off.
import { baseFrom, launch } from './lib/browser.mjs';
import { leaveWhileTheCoachReads } from './lib/stories/coach.mjs';
import { record, referral } from './lib/stories/desk.mjs';
import { leaveByKeyboard, noAndNotYet, yesAndUndo } from './lib/stories/home.mjs';

const base = baseFrom(process.argv[2], 'Usage: node stories.mjs http://127.0.0.1:8080 [NAME…]');
const only = process.argv.slice(3);
/** Far more than the stories need on a quiet machine (under a minute): a run that hangs ends, and says so. */
const MOST = 240_000;

const STORIES = {
  'card-yes-share-check-undo': yesAndUndo,
  'no-and-not-yet': noAndNotYet,
  'keyboard-only-leaving': leaveByKeyboard,
  'referral-in-two-pages-and-six-interactions': referral,
  'leaving-while-the-coach-reads': leaveWhileTheCoachReads,
  'words-for-the-record': record,
};

const chosen = Object.entries(STORIES).filter(([name]) => !only.length || only.includes(name));
if (!chosen.length) {
  console.error(`No such story; there are ${Object.keys(STORIES).join(', ')}`);
  process.exit(2);
}

/** Each patient of the practice's list is asked once, in either run. */
let patient = 39;
const nextPatient = () => {
  patient -= 1;
  if (patient < 1) throw new Error('no patient is left to ask');
  return patient;
};

const began = Date.now();
const browser = await launch();
const broken = [];
/** How often yes, not yet and no were seen. */
let doors = 0;
try {
  const gp = await standIn();
  // Side by side: nobody in one run is anybody in the other, except Alex, about whom both find words of their own.
  await Promise.all([true, false].map(async (scripts) => {
    const sitting = new Map();
    for (const [name, story] of chosen) {
      if (Date.now() - began > MOST) broken.push(`${name} was not told: ${MOST / 1000} s are over`);
      else await tell(name, story, scripts, gp, sitting);
    }
  }));
} finally {
  await browser.close();
}

if (!only.length && !doors) broken.push('no page of any story had yes, not yet and no');
const took = Date.now() - began;
for (const line of broken) console.log(`✘ ${line}`);
console.log(`\n${chosen.length} stories with scripts and without: ${broken.length} broken, ${(took / 1000).toFixed(0)} s.`);
process.exitCode = broken.length ? 1 : 0;

async function tell(name, story, scripts, gp, sitting) {
  const world = { browser, sitting, base, gp, scripts, nextPatient, walks: [], violations: [], looked: 0, doors: 0 };
  const how = scripts ? 'with scripts' : 'without scripts';
  const start = Date.now();
  try {
    await story(world);
  } catch (error) {
    const open = world.walks.map((walk) => walk.path).join(' ');
    broken.push(`${name}, ${how}: ${String(error.message).split('\n')[0]} (open: ${open})`);
  }
  broken.push(...[...new Set(world.violations)].map((v) => `${name}, ${how}, ${v}`));
  doors += world.doors;
  await Promise.all(world.walks.map((walk) => walk.context.close().catch(() => undefined)));
  console.log(`${name.padEnd(44)} ${how.padEnd(16)} ${String(world.looked).padStart(3)} pages, ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

/** The address of the stand-in GP system, from the link that the demo shows. */
async function standIn() {
  const page = await browser.newPage();
  await page.goto(`${base}/demo`);
  const links = await page.locator('a[href^="http://127.0.0.1:"]').evaluateAll((all) => all.map((a) => a.href));
  await page.close();
  const found = links.map((href) => new URL(href).origin).find((origin) => origin !== base);
  if (!found) throw new Error('/demo does not link to the stand-in GP system');
  return found;
}
