// At the practice: a referral in two pages and six interactions; and words for the record, all the way to the
// practice's own system.
import { Walk, must } from '../walk.mjs';

/** Dr Patel's patient, chosen in the practice's own system, from where the offer page opens. */
async function choose(world, patel, nth) {
  await patel.page.goto(`${world.gp}/patients/${nth}`);
  await patel.press('Offer work support');
}

/** At most two pages and six interactions from the patient being chosen until it is kept. */
export async function referral(world) {
  const patel = await Walk.as(world, 'clinician-patel');
  // Some patients of the list have said yes already, which no page tells beforehand: the next one is asked then.
  for (let tries = 0; tries < 15; tries += 1) {
    await choose(world, patel, world.nextPatient());
    if (!(await patel.text()).includes('What do they say?')) continue;
    Object.assign(patel, { pages: 0, interactions: 0 });
    await patel.tick('Yes, I would like this');
    await patel.press('Continue');
    if ((await patel.page.locator('input[name="lines"][value="phone"]').count()) === 0) continue;
    must((await patel.page.locator('input[name="lines"]:checked').count()) === 0, 'nothing is ticked beforehand');
    await patel.tick('Northway Work');
    await patel.tick('Phone:');
    await patel.tick('In person');
    await patel.press('Confirm and send');
    if (patel.status !== 200) continue;
    await patel.says('Kept, not sent yet');
    must(patel.pages <= 2, `${patel.pages} pages from choosing to kept`);
    must(patel.interactions <= 6, `${patel.interactions} interactions from choosing to kept`);
    return;
  }
  throw new Error('no patient of the list could be referred');
}

/** Sam drafts, Alex agrees, Dr Patel accepts, and it stands in the practice's own system. */
export async function record(world) {
  const words = `Would like mornings free, ${world.scripts ? 'said on a screen' : 'said on paper'}.`;
  const alex = await Walk.as(world, 'person-alex');
  const sam = await Walk.as(world, 'coach-sam');
  await sam.open('/caseload');
  await sam.follow(/Alex Morgan/, { exact: false });
  await sam.follow('Suggest words for the GP record');
  await sam.page.locator('main textarea').fill(words);
  await sam.leave(() => sam.page.locator('main form button').first().click());

  await alex.open('/home');
  const links = await alex.page.locator('a[href^="/home/words/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  must(links.length > 0, 'the words wait on Alex’s page');
  let found = false;
  for (const link of new Set(links)) {
    await alex.open(link);
    if (!(await alex.text()).includes(words)) continue;
    found = true;
    await alex.says('Before you decide');
    await alex.tick('Yes, these words may go into my GP record');
    await alex.press('Continue');
    break;
  }
  must(found, 'Alex reads Sam’s words before deciding');

  const patel = await Walk.as(world, 'clinician-patel');
  await patel.open('/practice/words');
  const waiting = await patel.page.locator('a[href^="/practice/words/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  patel.mayBeGone = true;
  for (const link of waiting) {
    // Others wait as well, and one of them may be answered meanwhile: then there is nothing here any more.
    await patel.page.goto(world.base + link);
    if ((await patel.text()).includes(words)) break;
  }
  await patel.says(words);
  patel.mayBeGone = false;
  await patel.press('Accept the words');
  await patel.says('You have accepted them.');

  const gp = await Walk.begin(world);
  await gp.page.goto(world.gp);
  await gp.follow('Alex Morgan');
  const there = () => gp.page.getByText(words).count();
  for (let tries = 0; tries < 20 && (await there()) === 0; tries += 1) {
    await gp.page.waitForTimeout(400);
    await gp.page.reload();
  }
  must((await there()) === 1, 'the accepted words stand once in the stand-in GP system');
}
