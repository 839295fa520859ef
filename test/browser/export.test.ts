/** What the file of an export holds is what the API says of the same people and days. @module */

import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { aSiteWithWork, punchAt } from '#test/support/workdays.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { choose, dialogOf } from './support/fields.ts';

const console = useConsole();
const week = { from: '2026-03-09', to: '2026-03-16' };
const compared = ['userId', 'date', 'status', 'in', 'workedMinutes', 'shortMinutes', 'lateMinutes'] as const;

/** Rows of a CSV file whose values hold no comma, by the names of its first line. */
function rowsOfCsv(text: string): Record<string, string>[] {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((value, at) => [names[at] ?? '', value])),
  );
}

browserTest('an export holds every person and day that was in sight, as the API has them', async () => {
  const site = await aSiteWithWork(console.cloud, [9, 10, 11]);
  for (const id of ['702', '703']) {
    await site.api.createUser({ body: { id, issuedOn: '2026-03-01', department: 'Stores' } });
    await punchAt(console.cloud, site, ['2026-03-12 09:21:00', '2026-03-12 16:30:00'], id);
  }
  const { id: job } = await site.api.generateSheets({ body: week });
  await console.cloud.settle();
  expect(await site.api.getGeneration({ params: { jobId: job } })).toMatchObject({ state: 'done' });
  const { items } = await site.api.listSheets({ query: { ...week, limit: 1_000 } });
  expect(items).toHaveLength(3 * 7);

  const page = await console.open(site, `/attendance?from=${week.from}&to=${week.to}`, { role: 'hr' });
  await page.getByText(/^3 people · 21 days/).waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Export' }).click();
  const dialog = dialogOf(page, 'Export');
  await choose(dialog, 'What', /^Detail/);
  await dialog.getByText('CSV', { exact: true }).click();
  await dialog.getByText('3 people × 7 days').waitFor();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await dialog.getByText('The file is ready').waitFor();
  await dialog.getByText('21 rows').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('link', { name: /\.csv$/ }).click(),
  ]);
  const rows = rowsOfCsv(await readFile(await download.path(), 'utf8'));
  const minutes = (seconds: number) => String(Math.floor(seconds / 60));
  const inOrder = (a: { userId?: string; date?: string }, b: { userId?: string; date?: string }) =>
    `${a.userId} ${a.date}`.localeCompare(`${b.userId} ${b.date}`);
  expect(
    rows.map((row) => Object.fromEntries(compared.map((name) => [name, row[name]]))).sort(inOrder),
  ).toEqual(
    items
      .map(({ userId, date, status, slots, worked, short, late }) => ({
        userId,
        date,
        status,
        in: slots.in?.wall.slice(11, 16) ?? '',
        workedMinutes: minutes(worked),
        shortMinutes: minutes(short),
        lateMinutes: minutes(late),
      }))
      .sort(inOrder),
  );
});
