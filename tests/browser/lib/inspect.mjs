// What every page must be. Owns: the rules about one page. Each rule answers with sentences; none means it holds.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const WIDE = { width: 1100, height: 900 };
export const NARROW = { width: 320, height: 640 };
/** The cast of the demo. A page title stays in the history of a shared computer. */
const CAST = /(?<![a-z])(alex|patel|sam|priya|jo|kit)(?![a-z])/i;

/** axe by evaluation: the page's own policy blocks a script element, and should. */
export async function axe(page, where) {
  await page.evaluate(AXE);
  const { violations, incomplete } = await page.evaluate(
    (tags) => window.axe.run({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations', 'incomplete'], preload: false }),
    TAGS,
  );
  const say = (v) => `axe ${where}: ${v.id} (${v.impact}), ${v.nodes.length}×, first ${v.nodes[0]?.target.join(' ')}: ${v.help}`;
  return { found: violations.map(say), unsure: incomplete.map((v) => v.id) };
}

/** One heading, a neutral title, a neutral address, a language. */
export async function shape(page) {
  const seen = await page.evaluate(() => ({
    h1: document.querySelectorAll('h1').length,
    title: document.title,
    lang: document.documentElement.lang,
  }));
  const url = new URL(page.url());
  const found = [];
  if (seen.h1 !== 1) found.push(`${seen.h1} h1 elements, not one`);
  if (!seen.title) found.push('no title');
  if (CAST.test(seen.title)) found.push('the title names a person');
  if (CAST.test(decodeURIComponent(url.pathname + url.search))) found.push('the address names a person');
  if (!seen.lang) found.push('no language on <html>');
  return found;
}

/** The server writes no inline style or script. Asked of a page without scripts: what a script sets later is its own. */
export async function inline(plain) {
  const count = await plain.evaluate(() => document.querySelectorAll('[style], style, script:not([src])').length);
  return count ? [`${count} inline styles or scripts`] : [];
}

/** Nothing scrolls sideways at 320 CSS pixels. Names what sticks out furthest. */
export async function narrow(page, how) {
  const over = await page.evaluate(() => {
    const width = innerWidth;
    if (document.documentElement.scrollWidth <= width) return undefined;
    const widest = [...document.body.querySelectorAll('*')]
      .map((e) => [e.getBoundingClientRect().right, e])
      .reduce((a, b) => (b[0] > a[0] ? b : a));
    const name = widest[1].tagName.toLowerCase() + (widest[1].className ? `.${String(widest[1].className).split(' ')[0]}` : '');
    return `${document.documentElement.scrollWidth} px wide, ${name} reaches ${Math.round(widest[0])}`;
  });
  return over ? [`at 320 px, ${how}: ${over}`] : [];
}

/** The first press of Tab reaches the skip link, so that a keyboard need not walk the header. */
export async function skipLink(page) {
  await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => {
    const e = document.activeElement;
    const skips = e?.matches('a[href^="#"]') && /skip/i.test(`${e.className} ${e.textContent}`);
    return skips ? undefined : (e?.outerHTML ?? 'nothing').slice(0, 80);
  });
  return first ? [`the first Tab reaches ${first}`] : [];
}

/** Leaves this page quickly, without script: a link or a form. */
export async function wayOut(page) {
  const there = await page.evaluate(() => Boolean(document.querySelector('a[href^="/exit"], form[action^="/exit"]')));
  return there ? [] : ['no way to exit this page on a person’s page'];
}

/** Yes, not yet and no: the same control, the same size, nothing chosen beforehand. Says how often they were seen. */
export async function equalDoors(page, at) {
  return page.evaluate((width) => {
    const plain = (value) => value.toLowerCase().replaceAll(/[^a-z]/g, '');
    const wanted = ['yes', 'notyet', 'no'];
    const groups = new Map();
    for (const e of document.querySelectorAll('input[type="radio"], button[name][value]')) {
      const key = `${e.tagName}:${e.name}`;
      groups.set(key, [...(groups.get(key) ?? []), e]);
    }
    const found = [];
    let seen = 0;
    for (const [key, all] of groups) {
      const doors = wanted.map((w) => all.find((e) => plain(e.value) === w));
      if (doors.some((d) => !d)) continue;
      seen += 1;
      const size = (e) => { const r = e.getBoundingClientRect(); return [r.width, r.height]; };
      const box = (e) => e.closest('.nhsuk-radios__item, [data-door]') ?? e;
      const differ = (list) => list.some(([w, h]) => Math.abs(w - list[0][0]) > 1 || Math.abs(h - list[0][1]) > 1);
      if (differ(doors.map(size))) found.push(`doors ${key} at ${width} px: the controls differ in size`);
      if (differ(doors.map((d) => size(box(d))))) found.push(`doors ${key} at ${width} px: the boxes differ in size`);
      if (new Set(doors.map((d) => `${d.className}|${box(d).className}`)).size > 1) found.push(`doors ${key}: the styles differ`);
      if (all.some((d) => d.checked)) found.push(`doors ${key}: one is chosen beforehand`);
      const order = doors.map((d) => all.indexOf(d));
      if (order.join() !== [...order].sort((a, b) => a - b).join()) found.push(`doors ${key}: not in the order yes, not yet, no`);
    }
    return { found, seen };
  }, at);
}
