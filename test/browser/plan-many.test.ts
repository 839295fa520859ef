/** Parts of the plan that concern many people: the rules file, a person's own week, the board by the mouse. @module */

import { expect } from 'vitest';
import { addDays } from '#shared/time/calendar.ts';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { type Company, useConsole } from './support/console.ts';
import { choose, chooseTyped, dialogOf, tick } from './support/fields.ts';

const console = useConsole();

let company: Promise<Company> | undefined;
/** One company for the whole file: each test changes a part of the plan of its own. */
const theCompany = (): Promise<Company> => {
  // Two weeks, so that the whole last week is of people who were employed.
  company ??= console.company({ days: 14, downloaded: true });
  return company;
};

browserTest('a rules file is compared first, says where it is wrong, and is imported', async () => {
  console.expectTrouble(/422/);
  const organisation = await theCompany();
  const page = await console.open(organisation, '/schedules/clocking');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Rules file…' }).click();
  const dialog = dialogOf(page, 'Rules file');
  await tick(dialog.getByRole('radio', { name: 'Import' }));
  const document = dialog.getByRole('textbox', { name: 'Document' });
  await document.fill('schedules:\n  - id: early\n    nam: Early\n');
  await dialog.getByRole('button', { name: 'Show the differences' }).click();
  await dialog.getByText(/schedules › 0/).waitFor();
  const shift = 'day: {shifts: [{slots: {in: "06:00", out: "14:00"}}]}';
  await document.fill(
    `schedules:\n  - {id: early, name: Early, kind: daily, ${shift}}\n  - {id: night, name: Nights, kind: daily, day: {shifts: [{slots: {in: "22:00", out: "06:00"}}]}}\n`,
  );
  await dialog.getByRole('button', { name: 'Show the differences' }).click();
  const differences = dialog.getByRole('region', { name: 'Differences' });
  await differences.getByText('2 parts change.').waitFor();
  await differences.getByRole('row', { name: /name Night shift Nights/ }).waitFor();
  expect((await organisation.api.listSchedules({})).items.map(({ schedule }) => schedule.id)).not.toContain(
    'early',
  );
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('The rules are imported.').waitFor();
  const { schedule } = await organisation.api.getSchedule({ params: { id: 'night' } });
  expect(schedule.name).toBe('Nights');
});

browserTest('a person’s last week is computed by the schedule while it is edited', async () => {
  const page = await console.open(await theCompany(), '/schedules/clocking?id=office');
  await tick(page.getByRole('radio', { name: 'A person’s last week' }));
  const person = page.getByRole('combobox', { name: 'Person' });
  await chooseTyped(page, 'Person', '1003', /1003/);
  await expect.poll(() => person.inputValue()).toBe('Sample Person 1003');
  const trial = page.getByRole('region', { name: 'Try it' });
  await trial.getByText('Present').first().waitFor();
  const handle = page.getByRole('slider', { name: 'In' });
  for (let step = 0; step < 24; step += 1) await handle.press('ArrowLeft');
  await trial
    .getByText(/was 0:00/)
    .first()
    .waitFor();
});

browserTest(
  'people are chosen on the board by the mouse, painted, and given a roster from a day on',
  async () => {
    const { api, ...rest } = await theCompany();
    const page = await console.open({ api, ...rest }, '/schedules/board');
    const rows = page.getByRole('row').filter({ has: page.getByRole('gridcell') });
    const cell = (row: number, column: number) => rows.nth(row).getByRole('gridcell').nth(column);
    await page.getByText('Office hours', { exact: false }).first().waitFor();
    await cell(0, 0).dragTo(cell(1, 2));
    await page.getByRole('button', { name: 'Give a roster…' }).click();
    const dialog = dialogOf(page, 'Give a roster');
    await dialog.getByText('2 people work by another roster').waitFor();
    expect(await axe(page)).toEqual([]);
    await choose(dialog, 'Duty roster', 'Night crew, 4 on 2 off');
    await dialog.getByRole('button', { name: 'Give the roster' }).click();
    await page.getByText('The roster is given.').waitFor();
    for (const userId of ['1001', '1002']) {
      const user = await api.getUser({ params: { userId } });
      expect(user.rosterAssignments.at(-1)).toMatchObject({ rosterId: 'night-crew' });
    }
    await tick(page.getByRole('radio', { name: 'R Rest day' }));
    await cell(3, 7).dragTo(cell(4, 8));
    await page.getByText('4 days are not saved yet').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('4 days are saved.').waitFor();
    const { items } = await api.listDayOverrides({ query: { from: rest.from, to: addDays(rest.from, 40) } });
    expect(new Set(items.map(({ userId }) => userId)).size).toBe(2);
    expect(items.every(({ scheduleId, dayType }) => scheduleId === null && dayType === 'restday')).toBe(true);
  },
);

browserTest(
  'a day of a roster is drawn over others, and saved together with what somebody else has changed meanwhile',
  async () => {
    console.expectTrouble(/412/);
    const { api, ...rest } = await theCompany();
    const params = { id: 'night-crew' };
    const page = await console.open({ api, ...rest }, '/schedules/rosters?id=night-crew');
    const cells = page.getByRole('listbox', { name: 'Days of the cycle' }).getByRole('option');
    const letters = async () => (await cells.allTextContents()).map((text) => text.slice(2, 3));
    await cells.first().waitFor();
    const before = await letters();
    const last = before.length - 1;
    await cells.nth(last).hover();
    await page.mouse.down();
    await cells.nth(last - 3).hover();
    await cells.nth(last - 2).hover();
    await page.mouse.up();
    const drawn = before.map((letter, index) => (index >= last - 2 ? before[last] : letter));
    expect(drawn).not.toEqual(before);
    await expect.poll(letters).toEqual(drawn);
    const { body, etag = '' } = await api.getRoster.answer({ params });
    await api.putRoster({ params, body: { ...body.roster, name: 'Nights' }, ifMatch: etag });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Nights is saved.').waitFor();
    expect(await letters()).toEqual(drawn);
    const { roster } = await api.getRoster({ params });
    expect(roster.name).toBe('Nights');
    expect(roster.kind === 'cycle' && roster.entries.slice(-3).map(({ scheduleId }) => scheduleId)).toEqual([
      null,
      null,
      null,
    ]);
  },
);

browserTest('rosters are given from a file, which says first what would become of its rows', async () => {
  const { api, ...rest } = await theCompany();
  const page = await console.open({ api, ...rest }, '/schedules/rosters');
  await page.getByRole('button', { name: 'Give rosters from a file' }).click();
  const dialog = dialogOf(page, 'Rosters from a file');
  const text = `userId,dutyRosterId,from\n1005,night-crew,${rest.from}\n1006,nobody-has-it,${rest.from}\n`;
  const file = { name: 'rosters.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Take 1 row in' }).click();
  const given = async () => (await api.getUser({ params: { userId: '1005' } })).rosterAssignments.at(-1);
  await expect.poll(given).toMatchObject({ rosterId: 'night-crew', from: rest.from });
});
