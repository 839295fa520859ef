/** What stands outside of the office: terminals that push, receivers of webhooks, and records that are no punches. @module */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, vi } from 'vitest';
import { aDevice, aPunch } from '#test/push/cloud-punches.ts';
import { cloudTime } from '#test/support/cloud.ts';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { chooseTyped, dialogOf, tick } from './support/fields.ts';
import { showCloudTime } from './support/page-clock.ts';

const console = useConsole();
const minute = 60_000;

/** A terminal's visit: it says hello, sends what it has, and fetches its commands. */
const calls = (serial: string, punches: Parameters<typeof aDevice>[2] = []) =>
  aDevice(console.cloud.url, serial, punches).settle();

browserTest(
  'a terminal that pushes is approved, guarded anew and given commands; its absence is seen',
  async () => {
    const organisation = await console.cloud.organisation();
    const { api } = organisation;
    const serial = 'PUSH0000001';
    const params = { serial };
    await calls(serial);
    const page = await console.open(organisation, '/terminals?tab=pending');
    await page.getByRole('button', { name: `Approve ${serial}` }).click();
    const approve = dialogOf(page, `Approve ${serial}`);
    await approve.getByRole('textbox', { name: 'Name' }).fill('Gate');
    await approve.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('heading', { name: 'Gate', level: 1 }).waitFor();
    await page.getByText('It has never called the cloud.').waitFor();
    // What was known of the terminal is remembered for half a minute.
    cloudTime.advance(minute);
    expect(await calls(serial)).toBe(true);
    cloudTime.advance(60 * minute);
    expect(await calls(serial)).toBe(true);
    cloudTime.advance(minute);
    await showCloudTime(page);
    await page.reload();
    const days = page.getByRole('list', { name: 'The last seven days' });
    await expect
      .poll(
        async () =>
          await days.getByRole('listitem').evaluateAll((all) => all.map((one) => one.dataset.state)),
      )
      .toEqual(['unknown', 'online', 'away', 'online']);
    expect(await axe(page)).toEqual([]);

    await page.getByRole('button', { name: 'More about Gate' }).click();
    await page.getByRole('menuitem', { name: 'What guards it' }).click();
    const guard = dialogOf(page, 'What guards Gate');
    expect(await guard.getByRole('textbox', { name: 'Expected addresses' }).inputValue()).toBe(
      '127.0.0.1/32',
    );
    await tick(guard.getByRole('radio', { name: 'Both' }));
    await guard.getByRole('textbox', { name: 'Communication key' }).fill('sample-key-1');
    await guard.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A key, and the networks 127.0.0.1/32').waitFor();

    await page.getByRole('link', { name: 'Commands' }).click();
    await page.getByRole('button', { name: 'Give a command' }).click();
    await page.getByRole('menuitem', { name: 'Restart' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Restart' }).click();
    const ordered = page.getByRole('row').filter({ hasText: 'Restart' });
    await ordered.getByText('waits for its call').waitFor();
    expect((await api.getPushTerminal({ params })).commands).toMatchObject([
      { command: { kind: 'reboot' }, state: 'queued' },
    ]);

    await page.getByRole('button', { name: 'More about Gate' }).click();
    await page.getByRole('menuitem', { name: 'Declare complete' }).click();
    const complete = dialogOf(page, 'Declare Gate complete');
    await complete.getByRole('textbox', { name: 'Reason' }).fill('Its log came as a file');
    await complete.getByRole('button', { name: 'Declare complete' }).click();
    await page.getByText('Days no longer wait for Gate up to that day.').waitFor();
    expect((await api.getTerminal({ params })).completeThrough).toBe('2026-03-20T00:00:00.000Z');
  },
);

browserTest(
  'a push terminal is registered by its serial number, counted as another, and retired',
  async () => {
    const organisation = await console.cloud.organisation();
    const { api } = organisation;
    await api.registerTerminal({ body: { serial: 'PUSH0000011', name: 'Gate', push: { open: true } } });
    const page = await console.open(organisation, '/terminals');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('menuitem', { name: /Register a push terminal/ }).click();
    const register = dialogOf(page, 'Register a push terminal');
    await register.getByRole('textbox', { name: 'Serial number' }).fill('PUSH0000012');
    await tick(register.getByRole('radio', { name: /A communication key/ }));
    await register.getByRole('button', { name: 'Register' }).click();
    await register.getByText('Use 8 to 64 letters').waitFor();
    await register.getByRole('textbox', { name: 'Communication key' }).fill('sample-key-1');
    await register.getByRole('button', { name: 'Register' }).click();
    await page.getByRole('heading', { name: 'PUSH0000012', level: 1 }).waitFor();

    await page.getByRole('button', { name: 'More about PUSH0000012' }).click();
    await page.getByRole('menuitem', { name: 'Count as another terminal' }).click();
    const merge = dialogOf(page, 'Count PUSH0000012 as another terminal');
    await chooseTyped(merge, 'The other terminal', 'Gate', /Gate/);
    await merge.getByRole('textbox', { name: 'Reason' }).fill('Mistyped');
    await merge.getByRole('button', { name: 'Count as the other' }).click();
    await page.getByText('Its punches count as those of').waitFor();
    const read = () => api.getTerminal({ params: { serial: 'PUSH0000012' } });
    await expect.poll(async () => (await read()).mergedInto).toBe('PUSH0000011');
    await page.getByRole('main').getByRole('button', { name: 'Undo' }).click();
    const undo = dialogOf(page, 'Let PUSH0000012 count for itself again');
    await undo.getByRole('textbox', { name: 'Reason' }).fill('It was right');
    await undo.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('PUSH0000012 counts for itself again.').waitFor();
    expect((await read()).mergedInto).toBeUndefined();

    await page.getByRole('button', { name: 'More about PUSH0000012' }).click();
    await page.getByRole('menuitem', { name: 'Retire' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Retire' }).click();
    await page.getByText('PUSH0000012 is retired', { exact: true }).waitFor();
    expect((await read()).state).toBe('retired');
  },
);

browserTest(
  'records that are no punches are judged again, set aside and restored, one and many',
  async () => {
    const organisation = await console.cloud.organisation();
    const { api } = organisation;
    const serial = 'PUSH0000021';
    await api.registerTerminal({ body: { serial, push: { open: true } } });
    const ahead = new Date(cloudTime.now() + 60 * 60 * minute).toISOString().slice(0, 19).replace('T', ' ');
    expect(
      await calls(serial, [aPunch('2000-01-01 08:00:00'), aPunch('2000-01-02 08:00:00'), aPunch(ahead)]),
    ).toBe(true);
    cloudTime.advance(36 * 60 * minute);
    const page = await console.open(organisation, '/settings/quarantine');
    const row = (name: RegExp) => page.getByRole('main').getByRole('row', { name });
    const waiting = async (state: 'open' | 'dismissed' | 'stored') =>
      (await api.listQuarantine({ query: { state } })).items.length;
    await tick(row(/2000-01-01/).getByRole('checkbox'));
    await page.getByRole('button', { name: 'Judge again' }).click();
    await page.getByText('The time is before 2010.').waitFor();
    await tick(page.getByRole('checkbox', { name: 'Select all' }));
    await page.getByRole('button', { name: 'Judge again' }).click();
    await page.getByText('1 record is a punch now. 2 records are still none.').waitFor();
    expect([await waiting('open'), await waiting('stored')]).toEqual([2, 1]);
    await tick(page.getByRole('checkbox', { name: 'Select all' }));
    await page.getByRole('button', { name: 'Set aside' }).click();
    const aside = dialogOf(page, 'Set 2 records aside');
    await aside.getByRole('textbox', { name: 'Reason' }).fill('Its clock was reset');
    expect(await axe(page)).toEqual([]);
    await aside.getByRole('button', { name: 'Set aside' }).click();
    await page.getByText('No record is here.').waitFor();
    await tick(page.getByRole('radio', { name: 'Set aside' }));
    await tick(row(/2000-01-02/).getByRole('checkbox'));
    await page.getByRole('button', { name: 'Restore' }).click();
    const restore = dialogOf(page, 'Restore 1 record');
    await restore.getByRole('textbox', { name: 'Reason' }).fill('Looked at once more');
    await restore.getByRole('button', { name: 'Restore' }).click();
    await row(/2000-01-02/).waitFor({ state: 'detached' });
    expect([await waiting('open'), await waiting('dismissed')]).toEqual([1, 1]);
  },
);

/** A receiver on this machine, which answers as a test says. */
async function aReceiver() {
  vi.stubEnv('WEBHOOK_LOOPBACK', 'allowed');
  onTestFinished(() => void vi.unstubAllEnvs());
  const receiver = { status: 500, got: 0 };
  const server = createServer((request, response) => {
    receiver.got += 1;
    request.resume().on('end', () => response.writeHead(receiver.status).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return Object.assign(receiver, { url: `http://localhost:${(server.address() as AddressInfo).port}/hook` });
}

browserTest(
  'a receiver that fails is seen, switched off, sent everything again, and given a new secret',
  async () => {
    const organisation = await console.cloud.organisation();
    const { api } = organisation;
    const receiver = await aReceiver();
    await api.putChangeState({ body: { kept: true } });
    cloudTime.advance(2 * minute);
    const { webhook } = await api.createWebhook({
      body: { url: receiver.url, description: 'Sample receiver' },
    });
    const read = () => api.getWebhook({ params: { webhookId: webhook.id } });
    await api.createUser({ body: { id: '1' } });
    const aWhilePasses = async (milliseconds: number) => {
      cloudTime.advance(milliseconds);
      await console.cloud.fire('tick');
      await console.cloud.settle();
    };
    await aWhilePasses(minute);
    const page = await console.open(organisation, '/settings/webhooks');
    await page.getByText('The receiver has answered 500.').waitFor();
    await page.getByRole('button', { name: 'Test Sample receiver' }).click();
    await page.getByText('It answered 500.').waitFor();
    const act = async (name: string) => {
      await page.getByRole('button', { name: 'Actions on Sample receiver' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await act('Turn off');
    await page.getByText('Off', { exact: true }).waitFor();
    expect(await page.getByText(/Next try/).count()).toBe(0);
    expect((await read()).state).toBe('off');
    await act('Turn on');
    await page.getByText('Active', { exact: true }).waitFor();

    await aWhilePasses(minute);
    for (let passed = 0; passed < 5 && (await read()).state !== 'failed'; passed += 1)
      await aWhilePasses(24 * 60 * minute);
    expect((await read()).state).toBe('failed');
    await showCloudTime(page);
    await page.goto(new URL('/today', page.url()).href);
    expect((await api.getOverview({})).failedWebhooks).toBe(1);
    await page.getByRole('link', { name: /^Today\W+1$/ }).waitFor();
    await page.getByRole('region', { name: 'To do' }).getByRole('link').click();
    await page.waitForURL((url) => url.pathname === '/settings/webhooks');
    await page.getByText('Nothing is sent there any more').waitFor();
    expect(await axe(page)).toEqual([]);
    receiver.status = 204;
    await page.getByRole('main').getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('Active', { exact: true }).waitFor();
    await aWhilePasses(minute);
    const delivered = receiver.got;
    await act('Send changes again');
    const again = dialogOf(page, 'Send changes again');
    // The day on which the log of changes has begun: before it there is nothing.
    for (const [part, digits] of [
      ['day', '20'],
      ['month', '03'],
      ['year', '2026'],
    ] as const) {
      const segment = again.getByRole('spinbutton', { name: new RegExp(`^${part}`) });
      await segment.focus();
      await segment.pressSequentially(digits);
    }
    await again.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('The changes are being sent again').waitFor();
    await aWhilePasses(minute);
    expect(receiver.got).toBeGreaterThan(delivered);

    await act('New secret');
    const secret = dialogOf(page, 'Secret of the webhook');
    const text = (await secret.locator('code').textContent()) ?? '';
    expect(text).toMatch(/^whsec_/);
    await secret.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByText(/^signs until/).waitFor();
    await page.getByText(text).waitFor({ state: 'detached' });
  },
);
