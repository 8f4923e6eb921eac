// A person leaves while their coach has their page open beside it.
import { Walk, must } from '../walk.mjs';
import { heldAtHome, newName } from './home.mjs';

export async function leaveWhileTheCoachReads(world) {
  const name = newName('Marlow');
  const person = await heldAtHome(world, name);
  await person.open('/home');
  await person.press('Send it now');

  const lena = await Walk.as(world, 'lead-lena');
  await lena.comes('/intake', name);
  await lena.follow(name);
  await lena.press('Say that it arrived');
  await lena.press('Yes, we will help');
  await lena.tick('Sam Okoro');
  await lena.press('Save');

  const sam = await Walk.as(world, 'coach-sam');
  await sam.open('/caseload');
  await sam.follow(name);
  await sam.press('Record the first meeting');
  await sam.press('We met, and I explained this');
  await sam.says(`Nothing is agreed with ${name} yet`);
  await sam.says('020 7946 0199');

  await person.open('/home');
  await person.press('Change your mind');
  await person.tick('Stop everything and leave');
  await person.press('Make this change');
  await person.says('You have left');

  // Sam's page is as it was; the next click is not.
  await sam.press('Write up a meeting');
  await sam.says(`${name} stopped sharing at`);
  await sam.silentAbout('020 7946 0199');
  must((await sam.page.locator('main textarea').count()) === 0, 'there is nowhere to write');
}
