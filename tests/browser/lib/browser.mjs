// One Chromium for a run. Owns: where it is found and how it is started.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

function onPath() {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const file = join(dir, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch { /* not here */ }
    }
  }
  throw new Error('No Chromium found. On Debian: apt-get install chromium. Or name it in SAYSO_CHROMIUM.');
}

/** A headless browser. Its own sandbox cannot start as root, so it is off there and only there. */
export async function launch() {
  const root = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: process.env.SAYSO_CHROMIUM ?? onPath(),
    args: [...(root ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'],
  });
}

/** `http://127.0.0.1:PORT` from the command line, or a sentence and exit code 2. */
export function baseFrom(argument, usage) {
  try {
    return new URL(argument).origin;
  } catch {
    console.error(usage);
    process.exit(2);
  }
}
