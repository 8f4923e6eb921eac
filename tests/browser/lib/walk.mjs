// One person at one screen, on a phone 320 px wide. Owns: what is checked wherever a story leads (one heading, nothing
// sideways, a silent console, no error page, equal doors, axe), and the count of what they had to do.
import { NARROW, axe, equalDoors, narrow, shape } from './inspect.mjs';
import { seatsOn, sit } from './seats.mjs';

/** A story may not hang: what is not there within this time is missing. */
const PATIENCE = 20_000;

export class Walk {
  #noise = [];

  /** A window of its own, with its own cookies, where nobody is signed in. */
  static async begin(world) {
    const context = await world.browser.newContext({ viewport: NARROW, javaScriptEnabled: world.scripts });
    context.setDefaultTimeout(PATIENCE);
    const walk = new Walk(world, context, await context.newPage());
    world.walks.push(walk);
    return walk;
  }

  /** The same, in one of the demo's seats; each seat sits down once in a run. */
  static async as(world, value) {
    const sitting = world.sitting.get(value);
    if (sitting) return Object.assign(sitting, { world });
    const walk = await Walk.begin(world);
    world.sitting.set(value, walk);
    world.walks.pop();
    const seat = (world.seats ??= await seatsOn(walk.page, world.base)).find((s) => s.value === value);
    if (!seat) throw new Error(`/demo offers no seat ${value}`);
    await sit(walk.page, world.base, seat);
    await walk.look();
    return walk;
  }

  constructor(world, context, page) {
    Object.assign(this, { world, context, page, interactions: 0, pages: 0, mayBeGone: false });
    page.on('console', (m) => {
      // The browser itself tells of a form that comes back with its errors; that is an answer, and not noise.
      // So it does of a page that is gone, which a story may say beforehand that it expects.
      const told = this.mayBeGone ? /status of (404|422)/ : /status of 422/;
      if (!told.test(m.text())) this.#noise.push(`console ${m.type()}: ${m.text().slice(0, 160)}`);
    });
    page.on('pageerror', (e) => this.#noise.push(`script error: ${e.message.slice(0, 160)}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && url.hostname !== '127.0.0.1') this.#noise.push(`asks another server: ${url.origin}`);
    });
  }

  get path() { return new URL(this.page.url()).pathname; }

  async open(path) {
    const answer = await this.page.goto(this.world.base + path);
    if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}`);
    await this.look();
  }

  /** Presses a button or follows a link by the words on it, and looks at where that leads. */
  async press(words, { role = 'button', exact = true } = {}) {
    await this.leave(() => this.page.getByRole(role, { name: words, exact }).first().click());
  }

  async follow(words, options = {}) { await this.press(words, { role: 'link', ...options }); }

  /** Ticks a box or chooses an answer by its words. */
  async tick(words) {
    this.interactions += 1;
    await this.page.getByLabel(words, { exact: false }).first().check();
  }

  async untick(words) {
    this.interactions += 1;
    await this.page.getByLabel(words, { exact: false }).first().uncheck();
  }

  /** Types into a field by its label. */
  async type(label, text) {
    this.interactions += 1;
    await this.page.getByLabel(label, { exact: true }).fill(text);
  }

  /** Does something that opens another page, and looks at it. */
  async leave(act) {
    this.interactions += 1;
    this.pages += 1;
    const answered = this.page.waitForResponse((r) => r.request().isNavigationRequest() && r.status() !== 303);
    const loaded = this.page.waitForEvent('load');
    const [answer] = await Promise.all([answered, loaded, act()]);
    if (answer.status() >= 500) throw new Error(`${this.path} answered ${answer.status()}`);
    this.status = answer.status();
    await this.look();
  }

  /** What holds on every page, whoever reads it. */
  async look() {
    const here = new URL(this.page.url());
    const ours = here.origin === this.world.base;
    const found = [...(await narrow(this.page, 'in a story')), ...(ours ? await shape(this.page) : []), ...this.#noise.splice(0)];
    this.world.looked += 1;
    if (ours) {
      // What no link leads to is met here alone: the card's pages, the offers, and what a form answers.
      const doors = await equalDoors(this.page, NARROW.width);
      this.world.doors += doors.seen;
      found.push(...doors.found);
      if (this.world.scripts) found.push(...(await axe(this.page, 'in a story')).found);
      // Not what the page said, but what looking at it did.
      this.#noise.splice(0);
    }
    for (const sentence of found) this.world.violations.push(`${here.pathname}: ${sentence}`);
  }

  async text() { return (await this.page.locator('main').innerText()).replaceAll(/\s+/g, ' '); }

  /** The page says this, now. */
  async says(words) {
    const text = await this.text();
    if (!text.includes(words)) throw new Error(`${this.path} does not say “${words}” but “${text.slice(0, 300)}…”`);
  }

  async silentAbout(words) {
    if ((await this.text()).includes(words)) throw new Error(`${this.path} says “${words}”`);
  }

  /** Opens a page again and again until it says this: for what the server does by itself. */
  async comes(path, words) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      await this.open(path);
      if ((await this.text()).includes(words)) return;
      if (Date.now() > end) throw new Error(`${path} never said “${words}”`);
      await this.page.waitForTimeout(300);
    }
  }

  /** Is this element, by the words on it, where the keyboard is? */
  async focused() {
    return this.page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return '';
      const label = e.labels?.[0]?.textContent ?? e.textContent ?? '';
      return label.trim().replaceAll(/\s+/g, ' ');
    });
  }

  /** Tab, and nothing else, until the words are reached. Says how many presses it took. */
  async tabTo(words, most = 60) {
    for (let presses = 1; presses <= most; presses += 1) {
      await this.page.keyboard.press('Tab');
      if ((await this.focused()) === words) return presses;
    }
    throw new Error(`${most} presses of Tab on ${this.path} do not reach “${words}”`);
  }
}

/** Fails with a sentence. */
export function must(holds, sentence) {
  if (!holds) throw new Error(sentence);
}
