// Which addresses to visit. Owns: what counts as a page, what is left alone, how many of a kind are enough.

/** Never followed: these end the session, change the language, leave the server, or are no pages. */
const LEAVE = /^\/(exit|in|sign-?out|log-?out|assets|healthz|readyz|metrics)(\/|$|\?)|\/(sign-?out|log-?out)(\/|$|\?)/;
const FILE = /\.(csv|json|ndjson|xml|pdf|ics|txt|zip|png|svg|js|css|webmanifest)(\?|$)/i;
/** An address made of ids has a shape: two pages of one shape show what two hundred would. */
const ID = /^(?=.*\d)(?=.{6})[0-9a-z]{2,}([-_][0-9a-z]{2,})*$|^\d+$/i;

export const PER_SHAPE = 2;
export const PER_SEAT = 200;

/** `/people/K7M-4QX?page=3` → `/people/:id?page`. */
export function shapeOf(path) {
  const url = new URL(path, 'http://x');
  // A test is shown by its name: that is an id in words.
  const named = url.pathname.replace(/^\/shown-by\/.*/, '/shown-by/:id');
  const parts = named.split('/').map((part) => (ID.test(part) ? ':id' : part));
  const keys = [...new Set(url.searchParams.keys())].sort();
  return parts.join('/') + (keys.length ? `?${keys.join('&')}` : '');
}

/** The same-origin pages that this page links to. */
export async function linksOf(page, base) {
  const links = await page.evaluate(() =>
    [...document.querySelectorAll('a[href]')].filter((a) => !a.hasAttribute('download')).map((a) => a.href));
  return links
    .filter((href) => URL.canParse(href) && new URL(href).origin === base)
    .map((href) => { const url = new URL(href); return url.pathname + url.search; })
    .filter((path) => !LEAVE.test(path) && !FILE.test(path));
}

/** A breadth-first queue that takes each address once and each shape a few times. */
export class Queue {
  #seen = new Set();
  #shapes = new Map();
  #waiting = [];
  #taken = 0;

  add(paths) {
    for (const path of paths) {
      if (this.#seen.has(path)) continue;
      this.#seen.add(path);
      this.#waiting.push(path);
    }
  }

  /** The next address and whether it is the first of its shape, or nothing. */
  next() {
    while (this.#waiting.length && this.#taken < PER_SEAT) {
      const path = this.#waiting.shift();
      const shape = shapeOf(path);
      const count = this.#shapes.get(shape) ?? 0;
      if (count >= PER_SHAPE) continue;
      this.#shapes.set(shape, count + 1);
      this.#taken += 1;
      return { path, shape, first: count === 0 };
    }
    return undefined;
  }

  /** Addresses that the bound left unvisited: a number to report, never to hide. */
  get left() {
    return this.#waiting.filter((path) => (this.#shapes.get(shapeOf(path)) ?? 0) < PER_SHAPE).length;
  }
}
