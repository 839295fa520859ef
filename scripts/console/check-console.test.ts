import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { forbiddenIn, forbiddenInConsole } from './forbidden.ts';
import { weighConsole } from './weigh.ts';

function aBuild(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-weigh-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const packed = (...contents: string[]) =>
  contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);

test('the first page weighs its entry and what that imports, however deep; the rest weighs alone', async () => {
  const folder = aBuild({
    '.vite/manifest.json': JSON.stringify({
      'index.html': { file: 'assets/index.js', isEntry: true, imports: ['_a.js'], css: ['assets/index.css'] },
      '_a.js': { file: 'assets/a.js', imports: ['_b.js'], css: ['assets/a.css'] },
      '_b.js': { file: 'assets/b.js', imports: ['_a.js'] },
      'src/screen.tsx': { file: 'assets/screen.js', imports: ['index.html'], css: ['assets/screen.css'] },
      'font.woff2': { file: 'assets/font.woff2' },
    }),
    'assets/index.js': 'index',
    'assets/a.js': 'aa',
    'assets/b.js': 'bbb',
    'assets/index.css': 'i',
    'assets/a.css': 'a',
    'assets/screen.css': 's'.repeat(100),
    'assets/screen.js': 'screen',
    'assets/engine.worker.js': 'engine',
    'assets/font.woff2': 'font',
  });
  expect(
    (await weighConsole(folder)).map(({ what, bytes, mostBytes }) => [what, bytes, mostBytes / 1_024]),
  ).toEqual([
    ['scripts of the first page', packed('index', 'aa', 'bbb'), 200],
    ['styles of the first page', packed('i', 'a'), 20],
    ['fonts', 4, 60],
    ['assets/screen.js', packed('screen'), 80],
    ['assets/engine.worker.js', packed('engine'), 70],
  ]);
});

test.each([
  [
    'index.html',
    '<script src="/theme.js"></script><script type="module" crossorigin src="/a.js"></script>',
    0,
  ],
  ['index.html', '<script>go()</script>', 1],
  ['index.html', '<body onload="go()">', 1],
  ['index.html', '<div style="color:red">', 1],
  ['index.html', '<link rel="stylesheet" href="//fonts.customer.example/a.css">', 1],
  ['icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>go()</script></svg>', 1],
  ['icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>', 0],
  ['assets/a.css', 'a{background:url(/assets/b.png)}', 0],
  ['assets/a.css', '@font-face{src:url(data:font/woff2;base64,AA)}', 1],
  ['assets/a.js', 'const x = "<script>";', 0],
  ['assets/a.js', 'x();\n//# sourceMappingURL=a.js.map', 1],
])('%s with %s: %i findings', (name, content, count) => {
  expect(forbiddenIn(name, content)).toHaveLength(count);
});

test('every file of a build is looked at', async () => {
  const folder = aBuild({ 'index.html': '<p onclick="go()">', 'assets/a.js.map': '{}' });
  expect(await forbiddenInConsole(folder)).toEqual([
    'assets/a.js.map holds a source map',
    'index.html holds a handler in an attribute',
  ]);
});
