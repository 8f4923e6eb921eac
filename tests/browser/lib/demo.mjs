// A demo of a script's own: on a free port, in a directory of its own, ended and removed whatever happens. Owns no story.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launch } from './browser.mjs';

/** A run that hangs ends, and says so. */
const MOST = 150_000;

/** The program that the command line names, or the usage and exit 2. */
export function binaryFrom(script) {
  if (!process.argv[2]) {
    console.error(`Usage: node ${script} ../../target/debug/sayso`);
    process.exit(2);
  }
  return resolve(process.argv[2]);
}

/** One line of what a script found; it throws where it is not so. */
export function check(good, what) {
  if (!good) throw new Error(what);
  console.log(`✔ ${what}`);
}

/** A port that nobody has now. */
export const freePort = () => new Promise((done) => {
  const socket = createServer().listen(0, '127.0.0.1', () => {
    const { port } = socket.address();
    socket.close(() => done(port));
  });
});

/** Runs `story({ base, dir, data, browser })` beside a demo of `binary`; exit code 1 where it throws. */
export async function besideADemo(binary, story) {
  const dir = mkdtempSync(join(tmpdir(), 'sayso-browser-'));
  const data = join(dir, 'world');
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const options = ['demo', '--port', String(port), '--data', data];
  const demo = spawn(binary, options, { cwd: dir, stdio: ['ignore', 'pipe', 'inherit'] });
  const clock = setTimeout(() => {
    console.log(`✘ ${MOST / 1000} s are over`);
    demo.kill('SIGTERM');
    process.exit(1);
  }, MOST);
  let browser;
  try {
    await new Promise((done, fail) => {
      let said = '';
      demo.stdout.on('data', (part) => { said += part; if (said.includes(base)) done(); });
      demo.on('exit', () => fail(new Error(`the demo ended: ${said}`)));
    });
    browser = await launch();
    await story({ base, dir, data, browser });
  } catch (error) {
    console.log(`✘ ${error.message}`);
    process.exitCode = 1;
  } finally {
    clearTimeout(clock);
    await browser?.close();
    demo.removeAllListeners('exit');
    const ended = new Promise((done) => { demo.once('exit', done); });
    demo.kill('SIGTERM');
    await ended;
    rmSync(dir, { recursive: true, force: true });
  }
}
