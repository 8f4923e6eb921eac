// From home with a card: yes and undo; no and not yet; leaving by keyboard.
import { Walk, must } from '../walk.mjs';

/** Nobody else in the demo is called so, however often the stories are told: lists are searched by name. */
export function newName(given) {
  const letters = Array.from({ length: 7 }, () => 'aeiou'[Math.floor(Math.random() * 5)] + 'bdlmnrtv'[Math.floor(Math.random() * 8)]);
  const family = letters.join('');
  return `${given} ${family[0].toUpperCase()}${family.slice(1)}`;
}

const PLANTS = 'I would like to work with plants';

/** Jo hands over a card: three words. */
export async function card(world) {
  const jo = await Walk.as(world, 'practice-jo');
  await jo.open('/practice');
  await jo.press('Give a card');
  const words = await jo.page.locator('.app-code').innerText();
  return words.trim();
}

/** At home, with the words typed in: the question. */
async function atTheQuestion(world) {
  const words = await card(world);
  const somebody = await Walk.begin(world);
  await somebody.open('/card');
  await somebody.page.locator('input[name="words"]').fill(words);
  await somebody.press('Start now');
  await somebody.says('What would you like?');
  return somebody;
}

/** Yes, a name and a phone number, and the lines that may be sent: the check page, or one line short of it. */
async function atTheCheck(world, name) {
  const somebody = await atTheQuestion(world);
  await somebody.page.locator('input[name="answer"][value="yes"]').check();
  await somebody.press('Continue');
  await somebody.type('Your name', name);
  await somebody.page.locator('input[name="phone"]').fill('020 7946 0199');
  await somebody.page.locator('textarea[name="own_words"]').fill(PLANTS);
  await somebody.press('Continue');
  await somebody.says('What may we share?');
  const ticked = await somebody.page.locator('input[name="lines"]:checked, input[name="provider"]:checked').count();
  must(ticked === 0, 'nothing is ticked beforehand');
  await somebody.tick('Northway Work');
  await somebody.tick('Phone number');
  return somebody;
}

/** A person who has said yes from home; it is held. */
export async function heldAtHome(world, name) {
  const somebody = await atTheCheck(world, name);
  await somebody.press('Continue');
  await somebody.press('Confirm and send');
  await somebody.says('You said yes');
  return somebody;
}

/** Card, yes, share with one line unticked again, check, sent, undo. */
export async function yesAndUndo(world) {
  const alex = await atTheCheck(world, newName('Alexis'));
  await alex.tick('What I would like help with');
  await alex.press('Update the preview');
  must((await alex.page.locator('#letter').innerText()).includes(PLANTS), 'the letter shows a ticked line');
  await alex.untick('What I would like help with');
  await alex.press('Update the preview');
  must(!(await alex.page.locator('#letter').innerText()).includes(PLANTS), 'an unticked line goes from the letter');
  await alex.press('Continue');
  await alex.says('Check before you send');
  await alex.silentAbout(PLANTS);
  await alex.press('Confirm and send');
  await alex.says('It is not sent yet.');
  await alex.press('Undo, on your page');
  await alex.press('Undo');
  await alex.says('It was not sent. Nobody outside your practice saw anything.');
}

/** No and not yet take as many steps as yes, and end on the same page. */
export async function noAndNotYet(world) {
  const ends = [];
  for (const answer of ['no', 'not_yet']) {
    const somebody = await atTheQuestion(world);
    await somebody.page.locator(`input[name="answer"][value="${answer}"]`).check();
    await somebody.press('Continue');
    await somebody.says('Thank you for telling us');
    ends.push(somebody.path);
  }
  must(ends[0] === ends[1], `no ends at ${ends[0]} and not yet at ${ends[1]}`);
}

/** Tab, Space and Enter are enough to leave. */
export async function leaveByKeyboard(world) {
  const robin = await heldAtHome(world, newName('Robin'));
  await robin.open('/home');
  const steps = await robin.tabTo('Change your mind');
  must(steps <= 25, `${steps} presses of Tab before the way out`);
  await robin.leave(() => robin.page.keyboard.press('Enter'));
  await robin.says('What would you like to change?');
  await robin.tabTo('Stop everything and leave');
  await robin.page.keyboard.press('Space');
  await robin.tabTo('Make this change');
  await robin.leave(() => robin.page.keyboard.press('Enter'));
  await robin.says('You have left');
  await robin.says('Sharing has stopped.');
}
