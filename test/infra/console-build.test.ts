import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConsoleBuildError, freshConsole } from '#infra/console/build.ts';

let root: string;
let builds: number;
const modules = new URL('../../node_modules', import.meta.url).pathname;

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const build = () =>
  freshConsole({
    root,
    onBuild: () => {
      builds += 1;
    },
  });

/** What the built page says, by its script. */
function said(): string {
  const assets = join(root, 'console/dist/assets');
  return readdirSync(assets)
    .map((name) => readFileSync(join(assets, name), 'utf8'))
    .join();
}

/** What builds have left behind. */
const left = () => readdirSync(join(root, 'console')).filter((name) => name.startsWith('.dist-'));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rollcall-build-'));
  builds = 0;
  symlinkSync(modules, join(root, 'node_modules'));
  write('package-lock.json', '{}');
  write('shared/words.ts', "export const word = 'first';\n");
  write('console/vite.config.ts', 'export default { root: import.meta.dirname };\n');
  write('console/index.html', '<!doctype html><script type="module" src="/src/main.ts"></script>\n');
  write('console/src/main.ts', "import { word } from '../../shared/words.ts';\ndocument.title = word;\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a console is built where there is none, and again only when its sources are others', async () => {
  const folder = await build();
  expect(folder).toBe(join(root, 'console/dist'));
  expect(said()).toContain('first');
  await build();
  expect(builds).toBe(1);
  write('console/src/main.test.ts', 'a test is no source\n');
  write('console/e2e/look.ts', 'nor is what looks at it\n');
  await build();
  expect(builds).toBe(1);
  write('shared/words.ts', "export const word = 'second';\n");
  await build();
  expect([builds, left()]).toEqual([2, []]);
  expect(said()).toContain('second');
  expect(said()).not.toContain('first');
});

test('builds at the same time do not disturb each other', async () => {
  expect(await Promise.all([build(), build(), build()])).toEqual(Array(3).fill(join(root, 'console/dist')));
  expect(said()).toContain('first');
  expect(left()).toEqual([]);
  await build();
  expect(builds).toBe(3);
});

test('a build that fails says why and what to do, and leaves the console that was there', async () => {
  await build();
  write('console/src/main.ts', "import './missing.ts';\n");
  const error = await build().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConsoleBuildError);
  expect(String(error)).toMatch(/missing\.ts[\s\S]*npm ci[\s\S]*npm run build:console/);
  expect(said()).toContain('first');
  expect(left()).toEqual([]);
});

test('a build that is given up leaves nothing', async () => {
  const controller = new AbortController();
  const building = freshConsole({
    root,
    signal: controller.signal,
    onBuild: () => controller.abort(new Error('stop')),
  });
  await expect(building).rejects.toThrow('stop');
  expect(left()).toEqual([]);
  expect(existsSync(join(root, 'console/dist'))).toBe(false);
});
