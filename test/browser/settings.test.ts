import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';

const console = useConsole();

/** The page as far as it is read first. */
function serverPage(page: Page) {
  return {
    kind: (name: string) => page.getByRole('radio', { name, exact: true }),
    minutes: page.getByRole('textbox', { name: 'Every' }),
    tick: page.getByRole('checkbox', { name: /Create user if it does not exist/ }),
    save: page.getByRole('button', { name: 'Save' }),
    saved: page.getByText('Settings saved'),
  };
}

browserTest(
  'the automatic download and its tick are set on one page, and the page says when it is next',
  async () => {
    const organisation = await console.cloud.organisation();
    const page = await console.open(organisation, '/settings/server');
    const { kind, minutes, tick, save, saved } = serverPage(page);
    await page.getByText('Logs are downloaded only when somebody starts it.').waitFor();
    expect(await save.count()).toBe(0);
    await page.getByText('At an interval').click();
    await minutes.fill('45');
    await page.getByText('Create user if it does not exist').click();
    await page.getByText('Tell when nothing is heard of a bridge or a terminal').click();
    const recipients = page.getByRole('textbox', { name: 'Recipients' });
    await recipients.fill('hr');
    await page.getByText('These are no addresses: hr').waitFor();
    await recipients.fill('');
    await save.click();
    await saved.waitFor();
    const { download, notices } = await organisation.api.getSettings({});
    expect(notices).toEqual({ silence: { active: true, afterMinutes: 60, recipients: [] } });
    expect(download).toMatchObject({
      schedule: { kind: 'interval', everyMinutes: 45 },
      createMissingUsers: true,
      unknownUsers: 'create',
    });
    await page.getByText(/^Next download/).waitFor();
    await page.reload();
    expect(await kind('At an interval').isChecked()).toBe(true);
    expect(await minutes.inputValue()).toBe('45');
    expect(await tick.isChecked()).toBe(true);
    expect(await axe(page)).toEqual([]);
  },
);

browserTest(
  'what two people change at once is shown to the second one, who decides; nothing is lost',
  async () => {
    console.expectTrouble(/412|409/);
    const organisation = await console.cloud.organisation();
    const page = await console.open(organisation, '/settings/server');
    const { minutes, save, saved } = serverPage(page);
    await page.getByText('At an interval').click();
    await minutes.fill('45');
    await page.getByText('Create user if it does not exist').click();
    await organisation.api.patchSettings({
      body: { download: { schedule: { kind: 'daily', times: ['06:30'] } }, sheets: { nightlyDays: 7 } },
    });
    await save.click();
    const conflict = page.getByRole('listitem', { name: 'Automatic download' });
    await conflict.waitFor();
    expect(await conflict.getByText('Every 45 min').count()).toBe(1);
    expect(await conflict.getByText('Daily at 06:30').count()).toBe(1);
    expect((await organisation.api.getSettings({})).download.createMissingUsers).toBe(false);
    expect(await axe(page)).toEqual([]);
    await conflict.getByRole('button', { name: 'Keep mine' }).click();
    await save.click();
    await saved.waitFor();
    const { download, sheets } = await organisation.api.getSettings({});
    expect(download).toMatchObject({
      schedule: { kind: 'interval', everyMinutes: 45 },
      createMissingUsers: true,
    });
    expect(sheets.nightlyDays).toBe(7);
  },
);

browserTest('types of leave that two people have changed are decided by the second one', async () => {
  console.expectTrouble(/412|409/);
  const organisation = await console.cloud.organisation();
  const page = await console.open(organisation, '/settings/organisation');
  await page.getByRole('button', { name: 'Add a type' }).click();
  await page.getByRole('textbox', { name: 'Type', exact: true }).fill('annual');
  await organisation.api.patchSettings({
    body: {
      leave: { types: [{ type: 'study', payCode: 'ST', unit: 'days' }] },
      organisation: { name: 'Sample Company' },
    },
  });
  await page.getByRole('button', { name: 'Save' }).click();
  const conflict = page.getByRole('listitem', { name: 'Types of leave' });
  await conflict.getByText('annual').waitFor();
  await conflict.getByText('study (ST)').waitFor();
  await conflict.getByRole('button', { name: 'Take theirs' }).click();
  await conflict.waitFor({ state: 'detached' });
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Type', exact: true }).inputValue())
    .toBe('study');
  expect(await page.getByRole('textbox', { name: 'Name', exact: true }).first().inputValue()).toBe(
    'Sample Company',
  );
});

browserTest('times are kept for fewer months only once somebody has confirmed from when on', async () => {
  console.expectTrouble(/409/);
  const organisation = await console.cloud.organisation();
  const page = await console.open(organisation, '/settings/organisation');
  await page.getByText('Delete times that are older than a number of months').click();
  await page.getByRole('textbox', { name: 'Whole months that are kept' }).fill('36');
  await page.getByRole('button', { name: 'Save' }).click();
  const confirm = page.getByRole('button', { name: /^Delete times before 1 \w+ \d{4}$/ });
  await confirm.waitFor();
  expect(await organisation.api.getSettings({})).not.toHaveProperty('retention');
  expect(await axe(page)).toEqual([]);
  await confirm.click();
  await page.getByText('Settings saved').waitFor();
  await page.getByText(/^Times before 1 \w+ \d{4} are deleted/).waitFor();
  expect((await organisation.api.getSettings({})).retention).toEqual({ timesMonths: 36 });
});

browserTest('what is typed outlives a reload, and is discarded only when it is told', async () => {
  const organisation = await console.cloud.organisation();
  const page = await console.open(organisation, '/settings/organisation');
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('Sample Company');
  await page.reload();
  await expect.poll(() => name.inputValue()).toBe('Sample Company');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect.poll(() => name.inputValue()).toBe('');
  expect((await organisation.api.getSettings({})).organisation?.name).toBeUndefined();
});

browserTest('each role sees its own pages: a viewer its own, HR what it may read', async () => {
  const organisation = await console.cloud.organisation();
  const pages = async (page: Page) => {
    const links = page.getByRole('navigation', { name: 'Settings' }).getByRole('link');
    await links.first().waitFor();
    return links.allTextContents();
  };
  const viewer = await console.open(organisation, '/settings', { role: 'viewer' });
  expect(await pages(viewer)).toEqual(['You']);
  const hr = await console.open(organisation, '/settings/server', { role: 'hr' });
  expect(await pages(hr)).toEqual(['Server', 'Organisation', 'Rules', 'Approvals', 'Quarantine', 'You']);
  await hr.getByText('An administrator can change these.').waitFor();
  expect(await hr.getByRole('main').getByRole('checkbox').count()).toBe(0);
});

browserTest('an API key is shown once, and works; rotated, it works with the new secret too', async () => {
  const organisation = await console.cloud.organisation();
  const page = await console.open(organisation, '/settings/keys');
  await page.getByRole('button', { name: 'Create a key' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Sample program');
  await page.getByRole('button', { name: 'All that read' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const key = await page.getByRole('dialog').locator('code').textContent();
  expect(key).toMatch(/^rck_/);
  const answer = await fetch(new URL('/v1/me', console.cloud.url), {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(await answer.json()).toMatchObject({ role: 'integration', name: 'Sample program' });
  await page.getByRole('button', { name: 'I have copied it' }).click();
  const row = page.getByRole('row', { name: /Sample program/ });
  await row.waitFor();
  await page.getByText(String(key)).waitFor({ state: 'detached' });

  await page.reload();
  await row.waitFor();
  await row.getByText('Never used').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Actions on Sample program' }).click();
  await page.getByRole('menuitem', { name: 'Rotate' }).click();
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  const dialog = page.getByRole('dialog', { name: 'New secret of Sample program' });
  const rotated = await dialog.locator('code').textContent();
  await dialog.getByText('The one of before works until').waitFor();
  expect(rotated?.slice(0, 34)).toBe(key?.slice(0, 34));
  for (const secret of [key, rotated]) {
    const { status } = await fetch(new URL('/v1/me', console.cloud.url), {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(status).toBe(200);
  }
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await row.getByText('The secret of before works until').waitFor();
  await page.getByText(String(rotated)).waitFor({ state: 'detached' });
});
