/** `npm run rights` makes the evidence of what the functions ask of AWS: it runs the integration tests and keeps what they have seen. @module */

import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = join(root, 'test/infra/rights-evidence.txt');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');

const head = `# What the functions have asked of AWS in the integration tests: function, action of IAM, resource, kind of partition key.
# Made by \`npm run rights\`; see docs/decisions/0037-rights-by-evidence.md.
`;

const help = `Makes test/infra/rights-evidence.txt from the integration tests.

  node scripts/rights.ts [FILE or FOLDER of tests]...

Without arguments all of them run and the evidence is made anew; with some, what they ask is added.
`;

async function runTests(what: readonly string[], folder: string): Promise<number> {
  const child = spawn(process.execPath, [vitest, 'run', '--project', 'integration', ...what], {
    cwd: root,
    env: { ...process.env, ROLLCALL_RIGHTS_FOLDER: folder },
    stdio: 'inherit',
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function main(what: readonly string[]): Promise<number> {
  if (what.some((each) => each.startsWith('-'))) {
    process.stderr.write(help);
    return 2;
  }
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-rights-'));
  try {
    // New rights are refused by the guard until infra/rights.ts has them, but what asked for them is kept all the same.
    const code = await runTests(what, folder);
    const seen = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
    );
    const before = what.length === 0 ? '' : await readFile(file, 'utf8');
    const lines = [before, ...seen].flatMap((text) => text.split('\n'));
    const kept = new Set(lines.filter((line) => line !== '' && !line.startsWith('#')));
    await writeFile(file, `${head}${[...kept].sort().join('\n')}\n`);
    return code;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv.slice(2));
