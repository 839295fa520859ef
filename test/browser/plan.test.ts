import { expect } from 'vitest';
import { addDays } from '#shared/time/calendar.ts';
import { browserTest } from './support/chromium.ts';
import { type Company, useConsole } from './support/console.ts';
import { tick } from './support/fields.ts';

const console = useConsole();

let company: Promise<Company> | undefined;
/** One company for the whole file: each test changes a part of the plan of its own. */
const theCompany = (): Promise<Company> => {
  company ??= console.company({ days: 3 });
  return company;
};

browserTest(
  'a handle is moved by the keyboard, the trial shows what changes, and saving keeps it',
  async () => {
    const { api, ...rest } = await theCompany();
    const page = await console.open({ api, ...rest }, '/schedules/clocking');
    await page.getByRole('row', { name: 'Office hours' }).click();
    const handle = page.getByRole('slider', { name: 'In' });
    for (let step = 0; step < 6; step += 1) await handle.press('ArrowLeft');
    await handle.press('Shift+ArrowRight');
    expect(await handle.getAttribute('aria-valuetext')).toBe('08:31');
    await page.getByText('was 0:00').first().waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Office hours is saved.').waitFor();
    const { schedule } = await api.getSchedule({ params: { id: 'office' } });
    expect(schedule.kind === 'weekly' && schedule.days.monday.shifts[0]?.slots.in).toBe('08:31');
  },
);

browserTest('who meets the version of somebody else keeps the form, and may save over it', async () => {
  console.expectTrouble(/412/);
  const { api, ...rest } = await theCompany();
  const page = await console.open({ api, ...rest }, '/schedules/clocking?id=night');
  await page.getByRole('textbox', { name: 'Name' }).fill('Nights');
  const { body, etag = '' } = await api.getSchedule.answer({ params: { id: 'night' } });
  await api.putSchedule({
    params: { id: 'night' },
    body: { ...body.schedule, name: 'Late nights', rules: { thresholds: { lateGraceMinutes: 7 } } },
    ifMatch: etag,
  });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Somebody else has changed this').waitFor();
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Nights');
  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await page.getByText('Nights is saved.').waitFor();
  // What they alone have changed is kept.
  expect((await api.getSchedule({ params: { id: 'night' } })).schedule).toMatchObject({
    name: 'Nights',
    rules: { thresholds: { lateGraceMinutes: 7 } },
  });
});

browserTest('a cycle is typed as a line, and its days by digits', async () => {
  const { api, ...rest } = await theCompany();
  const page = await console.open({ api, ...rest }, '/schedules/rosters');
  await page.getByRole('button', { name: 'New roster' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Crew C');
  await tick(page.getByRole('radio', { name: 'in a cycle' }));
  await page.getByRole('textbox', { name: 'Days of the cycle' }).fill('2x1 R O');
  await page.getByRole('button', { name: 'Add the roster' }).click();
  const cells = page.getByRole('listbox', { name: 'Days of the cycle' }).getByRole('option');
  await expect
    .poll(async () => (await cells.allTextContents()).map((text) => text.slice(0, 3)))
    .toEqual(['1 1', '2 1', '3 R', '4 O']);
  await cells.first().press('2');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Crew C is saved.').waitFor();
  const { roster } = await api.getRoster({ params: { id: 'crew-c' } });
  expect(roster.kind === 'cycle' && roster.entries.map(({ scheduleId }) => scheduleId)).toEqual([
    'office',
    'night',
    null,
    null,
  ]);
});

browserTest('holidays are pasted as a list', async () => {
  const { api, ...rest } = await theCompany();
  const page = await console.open({ api, ...rest }, '/schedules/holidays?year=2026');
  await page.getByRole('button', { name: 'New calendar' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Sample calendar');
  await page.getByRole('button', { name: 'Add the calendar' }).click();
  await page.getByRole('button', { name: 'Paste a list' }).click();
  await page
    .getByRole('textbox', { name: 'Holidays' })
    .fill('2026-12-25 Christmas Day\n24/12 ½ Christmas Eve\n31/2 Never');
  await page.getByText('Line 3').waitFor();
  await page.getByRole('button', { name: 'Add 2 holidays' }).click();
  await page.getByRole('button', { name: 'Friday 25 December: Christmas Day' }).waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Sample calendar is saved.').waitFor();
  const { calendar } = await api.getCalendar({ params: { id: 'sample-calendar' } });
  expect(calendar.holidays).toEqual([
    { date: '2026-12-24', name: 'Christmas Eve', half: true },
    { date: '2026-12-25', name: 'Christmas Day', half: false },
  ]);
});

browserTest('leave is entered over days by the keyboard, and taken back', async () => {
  const { api, ...rest } = await theCompany();
  const page = await console.open({ api, ...rest }, '/schedules/leave?from=2026-03-02&to=2026-03-30');
  const cell = page.getByRole('gridcell', { name: /1001, Tuesday,? 3 March/ });
  await cell.click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await cell.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Type' }).fill('annual');
  await page.getByRole('button', { name: 'Enter the leave' }).click();
  await page.getByText('The leave is entered.').waitFor();
  const { items } = await api.listLeaves({ query: { from: '2026-03-01', to: '2026-04-01' } });
  expect(items.map(({ userId, from, to }) => [userId, from, to])).toEqual([
    ['1001', '2026-03-03', '2026-03-05'],
  ]);
  await page.getByRole('button', { name: 'Undo' }).click();
  const isWithdrawn = async () => {
    const { items: all } = await api.listLeaves({ query: { from: '2026-03-01', to: '2026-04-01' } });
    return all.every(({ withdrawn }) => withdrawn !== undefined);
  };
  await expect.poll(isWithdrawn).toBe(true);
});

browserTest('days are painted on the board, and what overlaps is not saved', async () => {
  const { api, ...rest } = await theCompany();
  const page = await console.open({ api, ...rest }, '/schedules/board');
  await page.locator('td[data-today]').first().click();
  await page.keyboard.press('r');
  await page.getByText('1 day is not saved yet').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('1 day is saved.').waitFor();
  const { items } = await api.listDayOverrides({ query: { from: rest.from, to: addDays(rest.from, 14) } });
  expect(items).toMatchObject([{ userId: '1001', scheduleId: null, dayType: 'restday' }]);
});

browserTest('a viewer sees the plan, and nothing to change it with', async () => {
  const organisation = await theCompany();
  const page = await console.open(organisation, '/schedules/clocking?id=office', { role: 'viewer' });
  await page.getByRole('heading', { name: 'Office hours', level: 1 }).waitFor();
  expect(await page.getByRole('slider').count()).toBe(0);
  expect(await page.getByRole('button', { name: /Archive|Save|Apply/ }).count()).toBe(0);
});
