/** A second person's word: what waits, who sees what of it, and what becomes of it. @module */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { apiWith, cloudTime } from '#test/support/cloud.ts';
import { aSiteWithWork, punchAt, rowOn } from '#test/support/workdays.ts';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { choose, dialogOf } from './support/fields.ts';

const console = useConsole();

/** The entry of a day of March 2026 in the list of what waits. */
function entryOf(page: Page, day: number) {
  return page.getByRole('listitem', { name: new RegExp(`^701, .*\\b${day} March`) });
}

browserTest('an entry waits until somebody else approves it, and its author may only withdraw', async () => {
  const site = await aSiteWithWork(console.cloud, [9, 11]);
  await punchAt(console.cloud, site, ['2026-03-10 09:00:00']);
  await site.set((settings) => ({
    ...settings,
    approvals: { corrections: 'second-person', leaves: 'second-person', dayOverrides: 'second-person' },
  }));
  const hrKey = await site.keyFor('hr');
  const hr = apiWith(console.cloud.url, hrKey);

  const author = await console.openWith(
    hrKey,
    '/attendance?from=2026-03-01&to=2026-04-01&day=701:2026-03-10',
  );
  const drawer = dialogOf(author, /10 Mar/);
  await drawer.getByRole('button', { name: 'Add a time' }).click();
  await drawer.getByRole('textbox', { name: 'Time' }).fill('1700');
  await drawer.getByRole('textbox', { name: 'Reason' }).fill('guard’s book');
  await author.keyboard.press('Enter');
  await author.getByText('Entered; it takes effect once somebody else approves it').waitFor();
  await drawer.getByText('waits for approval').waitFor();
  expect(await drawer.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  expect((await rowOn(site, 10)).slots.out).toBeNull();
  const common = { userId: '701', reason: 'asked for it' };
  await hr.createLeave({
    body: {
      ...common,
      from: '2026-03-12',
      to: '2026-03-13',
      type: 'annual',
      portion: { kind: 'half', half: 'first' },
    },
  });
  await hr.createDayOverride({ body: { ...common, date: '2026-03-13', dayType: 'offday' } });

  await author.goto(new URL('/approvals', author.url()).href);
  await author.getByText('3 entries wait for a second person').waitFor();
  expect(await author.getByText('Somebody else decides').count()).toBe(3);
  expect(await author.getByRole('button', { name: /^(?:Approve|Reject)/ }).count()).toBe(0);
  await entryOf(author, 13)
    .getByRole('button', { name: /^Withdraw/ })
    .click();
  await entryOf(author, 13).waitFor({ state: 'detached' });

  // What is to be done is looked up again after ten minutes at the latest.
  cloudTime.advance(600_000);
  const decider = await console.open(site, '/today');
  await decider.getByRole('link', { name: '1 correction awaits approval' }).click();
  await decider.getByText('1 entry waits for a second person').waitFor();
  const changes = entryOf(decider, 10).getByRole('list', { name: 'What changes' });
  await changes.getByText(/Work 0:00.*would be 8:00/).waitFor();
  await changes.getByText(/Out —.*would be 17:00/).waitFor();
  expect(await axe(decider)).toEqual([]);
  await choose(decider, 'Kind', 'All kinds');
  await entryOf(decider, 12).getByText('leave: annual, the first half of each day').waitFor();
  await entryOf(decider, 10)
    .getByRole('button', { name: /^Approve/ })
    .click();
  await entryOf(decider, 10).waitFor({ state: 'detached' });
  expect((await rowOn(site, 10)).slots.out).toMatchObject({ wall: '2026-03-10T17:00:00' });
  await decider.getByRole('button', { name: 'Undo' }).click();
  await entryOf(decider, 10).waitFor();
  await console.cloud.settle();
  expect((await rowOn(site, 10)).slots.out).toBeNull();

  await entryOf(decider, 12)
    .getByRole('button', { name: /^Reject/ })
    .click();
  const why = dialogOf(decider, 'Reject the entry');
  await why.getByRole('textbox', { name: 'Reason' }).fill('nobody else is there');
  await why.getByRole('button', { name: 'Reject' }).click();
  await entryOf(decider, 12).waitFor({ state: 'detached' });
  await author.goto(
    new URL('/attendance?from=2026-03-01&to=2026-04-01&day=701:2026-03-12', author.url()).href,
  );
  await dialogOf(author, /12 Mar/)
    .getByText(/^Rejected by .*“nobody else is there”$/)
    .waitFor();

  for (const date of ['2026-03-09', '2026-03-11'] as const) {
    await hr.createCorrection({ body: { ...common, date, kind: 'set-remark', remark: 'training' } });
  }
  await decider.reload();
  await decider.getByText('Choose all 3 entries').click();
  await decider.getByRole('button', { name: 'Approve 3 entries' }).click();
  await decider.getByText('Nothing waits for a second person').waitFor();
  await console.cloud.settle();
  expect((await rowOn(site, 10)).slots.out).toMatchObject({ wall: '2026-03-10T17:00:00' });
  expect((await rowOn(site, 11)).remark).toBe('training');
  expect(await axe(decider)).toEqual([]);
});
