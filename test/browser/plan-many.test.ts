import { expect } from 'vitest';
import { addDays } from '#shared/time/calendar.ts';
import { browserTest } from './support/chromium.ts';
import { type Company, useConsole } from './support/console.ts';
import { choose, chooseTyped, dialogOf } from './support/fields.ts';

const console = useConsole();

let company: Promise<Company> | undefined;
/** One company for the whole file: each test changes a part of the plan of its own. */
const theCompany = (): Promise<Company> => {
  company ??= console.company({ days: 10, downloaded: true });
  return company;
};

browserTest('a rules file is compared first, says where it is wrong, and is imported', async () => {
  console.expectTrouble(/422/);
  const organisation = await theCompany();
  const page = await console.open(organisation, '/schedules/clocking');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Rules file…' }).click();
  const dialog = dialogOf(page, 'Rules file');
  await dialog.getByRole('radio', { name: 'Import' }).check({ force: true });
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
  await page.getByRole('radio', { name: 'A person’s last week' }).check({ force: true });
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
    await choose(dialog, 'Duty roster', 'Night crew, 4 on 2 off');
    await dialog.getByRole('button', { name: 'Give the roster' }).click();
    await page.getByText('The roster is given.').waitFor();
    for (const userId of ['1001', '1002']) {
      const user = await api.getUser({ params: { userId } });
      expect(user.rosterAssignments.at(-1)).toMatchObject({ rosterId: 'night-crew' });
    }
    await page.getByRole('radio', { name: 'R Rest day' }).check({ force: true });
    await cell(3, 7).dragTo(cell(4, 8));
    await page.getByText('4 days are not saved yet').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('4 days are saved.').waitFor();
    const { items } = await api.listDayOverrides({ query: { from: rest.from, to: addDays(rest.from, 40) } });
    expect(new Set(items.map(({ userId }) => userId)).size).toBe(2);
    expect(items.every(({ scheduleId, dayType }) => scheduleId === null && dayType === 'restday')).toBe(true);
  },
);
