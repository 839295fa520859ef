import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keptDays } from '#functions/store/kept-days.ts';
import { exportFileDays } from '#shared/contract/exports.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/works-council.md'), 'utf8');
const [, section = ''] = /## How long it is kept\n([\s\S]*?)\n## /.exec(page) ?? [];

/** The days that the page names, in the order of its rows. */
const told = section
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .flatMap((line) => /\| ([\d,]+) \|$/.exec(line)?.[1]?.replace(',', '') ?? [])
  .map(Number);

test('the page for works councils tells how long each kind of item is kept', () => {
  expect(told).toEqual([...Object.values(keptDays), exportFileDays]);
});
