// One seat's visit: every page it can reach by links, each looked at with scripts on and off. Owns: the order of the
// looks. Posts nothing but the sitting itself, so that a check changes nothing about anybody.
import { gzipSync } from 'node:zlib';
import { Queue, linksOf } from './crawl.mjs';
import * as look from './inspect.mjs';
import { isPerson, sit } from './seats.mjs';

/** Everything a seat's visit learnt. */
class Findings {
  constructor(name) { Object.assign(this, { name, pages: 0, shapes: 0, doors: 0, heaviest: [0, ''], unsure: new Map(), violations: [], left: 0 }); }
  say(path, sentences) { for (const s of sentences) this.violations.push(`${this.name} ${path}: ${s}`); }
  weigh(bytes, path) { if (bytes > this.heaviest[0]) this.heaviest = [bytes, path]; }
}

/** `seat` undefined: nobody is signed in. */
export async function visit(browser, base, seat) {
  const findings = new Findings(seat?.value ?? 'nobody');
  const context = await browser.newContext({ viewport: look.WIDE });
  const page = await context.newPage();
  const noise = listen(page, base);
  try {
    const queue = new Queue();
    queue.add(seat ? [await sit(page, base, seat), '/'] : ['/', '/demo']);
    const plain = await withoutScripts(browser, context);
    noise.splice(0);
    for (let next = queue.next(); next; next = queue.next()) {
      try {
        await one(page, plain, base, next, seat, findings, noise, queue);
      } catch (error) {
        findings.say(next.path, [`could not be looked at: ${String(error.message).split('\n')[0]}`]);
      }
      noise.splice(0);
    }
    findings.left = queue.left;
  } catch (error) {
    findings.say('/demo', [`cannot sit: ${String(error.message).split('\n')[0]}`]);
  }
  await context.close();
  return findings;
}

async function one(page, plain, base, next, seat, findings, noise, queue) {
  const { path } = next;
  await page.setViewportSize(look.WIDE);
  const answer = await page.goto(base + path);
  const type = answer?.headers()['content-type'] ?? '';
  if (answer?.ok() && !type.startsWith('text/html')) return;
  findings.pages += 1;
  findings.shapes += next.first ? 1 : 0;
  if (!answer?.ok()) findings.say(path, [`a link leads here and it answers ${answer?.status()}`]);
  const landed = new URL(page.url());
  if (landed.origin !== base) return findings.say(path, ['a link leads here and it leaves the server']);
  if (seat && /sign-?in/.test(landed.pathname) && !/sign-?in/.test(path)) findings.say(path, ['sends a seated visitor to sign-in']);
  findings.weigh(gzipSync(await answer.text()).length, path);

  findings.say(path, await look.shape(page));
  findings.say(path, await look.skipLink(page));
  if (seat && isPerson(seat) && /no-store/.test(answer.headers()['cache-control'] ?? '') && !path.startsWith('/demo')) {
    findings.say(path, await look.wayOut(page));
  }
  queue.add(await linksOf(page, base));
  // What the page itself said. Listening ends before axe moves in.
  findings.say(path, noise.splice(0));
  doors(findings, path, await look.equalDoors(page, look.WIDE.width));
  judge(findings, path, await look.axe(page, 'at 1100 px'));

  await page.setViewportSize(look.NARROW);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  findings.say(path, await look.narrow(page, 'scripts on'));
  doors(findings, path, await look.equalDoors(page, look.NARROW.width));
  if (next.first) judge(findings, path, await look.axe(page, 'at 320 px'));

  const bare = await plain.goto(base + path);
  if (bare?.status() !== answer.status()) findings.say(path, [`answers ${bare?.status()} without scripts, ${answer.status()} with`]);
  findings.say(path, await look.narrow(plain, 'scripts off'));
  findings.say(path, await look.inline(plain));
}

function doors(findings, path, { found, seen }) {
  findings.say(path, found);
  findings.doors += seen;
}

function judge(findings, path, { found, unsure }) {
  findings.say(path, found);
  for (const id of unsure) findings.unsure.set(id, (findings.unsure.get(id) ?? 0) + 1);
}

/** The same session in a second window that runs no script. */
async function withoutScripts(browser, context) {
  const bare = await browser.newContext({ viewport: look.NARROW, javaScriptEnabled: false, storageState: await context.storageState() });
  context.on('close', () => bare.close().catch(() => undefined));
  return bare.newPage();
}

/** Whatever the page says aloud, and whatever it asks of another server. */
function listen(page, base) {
  const noise = [];
  page.on('console', (message) => noise.push(`console ${message.type()}: ${message.text().slice(0, 160)} (${message.location().url})`));
  page.on('pageerror', (error) => noise.push(`script error: ${error.message.slice(0, 160)}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== base) noise.push(`asks another server: ${url.origin}`);
  });
  return noise;
}
