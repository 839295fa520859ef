import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { isHere, previousRelease, unpack, withEmbeddedStore } from './earlier-version.ts';

const run = promisify(execFile);
const here = join(import.meta.dirname, '../..');

const Summary = z.object({
  terminals: z.number(),
  read: z.number(),
  stored: z.number(),
  duplicates: z.number(),
  quarantined: z.number(),
  usersCreated: z.number(),
  sheetRows: z.number(),
  csv: z.string(),
});

/** Does the main job on a data folder, with the program of a version. */
async function mainJob(program: string, dataDir: string) {
  const args = [program, '--once', '--json', '--port', '0', '--data', dataDir];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
  const summary = Summary.parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''));
  return { ...summary, rows: readFileSync(summary.csv, 'utf8') };
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-upgrade-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Whose rows of which days a CSV has. */
const daysIn = (csv: string) =>
  csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').slice(0, 3).join(','));

test.skipIf(!isHere(previousRelease))(
  'this version takes over what the previous release has stored: nothing is stored or created twice',
  async () => {
    const before = unpack(previousRelease);
    onTestFinished(before.remove);
    const dataDir = join(aFolder(), 'data');
    const theirs = await mainJob(before.path('infra/local/main.ts'), dataDir);
    expect(theirs.stored).toBeGreaterThan(1_000);
    const ours = await mainJob(join(here, 'infra/local/main.ts'), dataDir);
    expect(ours).toMatchObject({ read: theirs.read, stored: 0, duplicates: theirs.read, usersCreated: 0 });
    expect(ours.sheetRows).toBe(theirs.sheetRows);
    expect(daysIn(ours.rows)).toEqual(daysIn(theirs.rows));
  },
);

test.skipIf(!isHere(withEmbeddedStore))(
  'going back: an earlier version reads and computes what this one has stored, and this one goes on after it',
  async () => {
    const before = unpack(withEmbeddedStore);
    onTestFinished(before.remove);
    const dataDir = join(aFolder(), 'data');
    const ours = await mainJob(join(here, 'infra/local/main.ts'), dataDir);
    const theirs = await mainJob(before.path('infra/local/main.ts'), dataDir);
    expect(theirs).toMatchObject({ read: ours.read, stored: 0, duplicates: ours.read, usersCreated: 0 });
    expect(daysIn(theirs.rows)).toEqual(daysIn(ours.rows));
    const again = await mainJob(join(here, 'infra/local/main.ts'), dataDir);
    expect(again).toMatchObject({ stored: 0, usersCreated: 0, sheetRows: ours.sheetRows });
    expect(again.rows).toBe(ours.rows);
  },
);
