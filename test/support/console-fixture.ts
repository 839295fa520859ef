/** A folder with what a built console has, for tests that need no real one. @module */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Script of the fixture: longer than what is sent as it is. */
export const fixtureScript = `document.querySelector('main').append('Here is the console.');${' '.repeat(4_000)}\n`;

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Rollcall</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/index-5EfgH678.css">
    <script type="module" src="/assets/index-1AbcD234.js"></script>
  </head>
  <body><main><h1>Rollcall</h1></main></body>
</html>
`;

/** The files of the fixture by path. */
const files: Readonly<Record<string, string | Uint8Array>> = {
  'index.html': page,
  'theme.js': "document.documentElement.dataset.theme = 'light';\n",
  'version.json': '{"version":"fixture"}\n',
  'icon.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16"/></svg>\n',
  'assets/index-1AbcD234.js': fixtureScript,
  'assets/index-5EfgH678.css': 'main { max-inline-size: 60ch }\n',
  'assets/text-9IjkL012.woff2': Uint8Array.of(0x77, 0x4f, 0x46, 0x32),
  '.vite/manifest.json': '{}\n',
};

/** Writes the fixture into a folder of its own. */
export function aConsoleFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-console-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
