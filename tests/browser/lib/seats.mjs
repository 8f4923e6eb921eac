// The seats that /demo offers, and how to sit in one. Knows forms, not routes: a seat is whatever posts to /demo/sit.

const SIT = 'form[action$="/demo/sit"]';

/** Every seat on /demo: its value, the words on its button, and where the button is. */
export async function seatsOn(page, base) {
  const answer = await page.goto(`${base}/demo`);
  if (!answer?.ok()) throw new Error(`/demo answered ${answer?.status()}`);
  const seats = await page.evaluate((sit) => {
    const found = [];
    [...document.querySelectorAll(sit)].forEach((form, nth) => {
      // What is folded away are more people in the same roles: the same pages again, and no button to press.
      if (form.closest('details:not([open])')) return;
      const hidden = form.querySelector('input[name="seat"]')?.value;
      [...form.querySelectorAll('button, input[type="submit"]')].forEach((button, which) => {
        const value = hidden ?? (button.name === 'seat' ? button.value : undefined);
        if (value) found.push({ value, label: (button.textContent || button.value).trim().replace(/\s+/g, ' '), nth, which });
      });
    });
    return found;
  }, SIT);
  return seats.filter((seat, i) => seats.findIndex((other) => other.value === seat.value) === i);
}

/** Sits in `seat`; answers the path where one lands. */
export async function sit(page, base, seat) {
  await page.goto(`${base}/demo`);
  const button = page.locator(SIT).nth(seat.nth).locator('button, input[type="submit"]').nth(seat.which);
  await Promise.all([page.waitForLoadState('load'), button.click()]);
  await page.waitForLoadState('load');
  const landed = new URL(page.url());
  return landed.origin === base ? landed.pathname + landed.search : '/';
}

/** Is this a person's own seat? Theirs are the pages with a way out in one click. */
export const isPerson = (seat) => [seat.value, seat.label].some((text) => /^(person|alex)(?![a-z])/i.test(text));
