import { describe, expect, test } from 'vitest';
import type { Actor } from '#functions/domain/actor.ts';
import { replaceSettings } from '#functions/domain/settings/settings.ts';
import { actorFor } from '#functions/runtime.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, claimOne, withTick } from '#test/support/site.ts';

const cloud = useCloud();

describe('the organisation', () => {
  test('has a name, a first day of the week and a payroll period, each set by itself', async () => {
    const { api } = await cloud.organisation();
    expect(await api.getSettings({})).not.toHaveProperty('organisation');
    await api.patchSettings({ body: { organisation: { name: 'Sample Works' } } });
    const payrollPeriod = { kind: 'monthly', startsOnDay: 21 } as const;
    const saved = await api.patchSettings({
      body: { organisation: { weekStartsOn: 'sunday', payrollPeriod } },
    });
    expect(saved.organisation).toEqual({ name: 'Sample Works', weekStartsOn: 'sunday', payrollPeriod });
    expect(await api.getSettings({})).toEqual(saved);
    const { organisation } = await api.patchSettings({ body: { organisation: { name: null } } });
    expect(organisation).toEqual({ weekStartsOn: 'sunday', payrollPeriod });
  });

  test('has the payroll periods of today and before, calendar months by default', async () => {
    const { api } = await cloud.organisation();
    expect((await api.getSettings({})).payrollPeriods).toEqual({
      current: { from: '2026-03-01', to: '2026-04-01' },
      previous: { from: '2026-02-01', to: '2026-03-01' },
    });
    const payrollPeriod = { kind: 'weeks', weeks: 2, anchor: '2026-01-05' } as const;
    const { payrollPeriods } = await api.patchSettings({ body: { organisation: { payrollPeriod } } });
    expect(payrollPeriods).toEqual({
      current: { from: '2026-03-16', to: '2026-03-30' },
      previous: { from: '2026-03-02', to: '2026-03-16' },
    });
  });

  test('stays when an older program puts the settings without it; what GET gave can be put back', async () => {
    const { api } = await cloud.organisation();
    const patched = await api.patchSettings({ body: { organisation: { name: 'Sample Works' } } });
    const { organisation, ...older } = patched;
    const put = await api.putSettings({ ifMatch: `"${patched.version}"`, body: older });
    expect(put.organisation).toEqual(organisation);
    expect((await api.putSettings({ ifMatch: `"${put.version}"`, body: put })).organisation).toEqual(
      organisation,
    );
  });

  test.each([
    [{ payrollPeriod: { kind: 'monthly', startsOnDay: 31 } }, '/organisation/payrollPeriod/startsOnDay'],
    [
      { payrollPeriod: { kind: 'twice-monthly', startsOnDays: [16, 1] } },
      'must be two days of the month in order',
    ],
    [
      { payrollPeriod: { kind: 'weeks', weeks: 2, anchor: '2026-02-30' } },
      '/organisation/payrollPeriod/anchor',
    ],
    [{ weekStartsOn: 'someday' }, '/organisation/weekStartsOn'],
  ])('%j is refused', async (organisation, says) => {
    const { key } = await cloud.organisation();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ organisation });
    const answer = await cloud.fetch('/v1/settings', { method: 'PATCH', key, headers, body });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(says);
  });
});

describe('a user that is created for a punch', () => {
  const byTerminal = [
    { terminal: 'TEST1', department: 'Stores', site: 'North' },
    { terminal: 'TEST2', department: 'Works' },
  ];

  test('gets department and site by the terminal, whichever way it is created', async () => {
    const site = await aSite(cloud, ['TEST1', 'TEST2', 'TEST3'], withTick);
    await site.api.patchSettings({ body: { newUsers: { byTerminal, fetchDetails: false } } });
    const punch = async (terminal: string, pin: string, taskId?: string) =>
      await site.bridge.api.storePunches({
        body: {
          batchId: aBatchId(),
          terminal,
          records: [aRecord({ pin })],
          ...(taskId === undefined ? {} : { taskId }),
        },
      });
    await punch('TEST1', '801');
    await punch('TEST3', '803');
    await site.api.patchSettings({ body: { download: { createMissingUsers: false } } });
    await punch('TEST2', '802');
    await site.api.startDownload({ body: { terminals: ['TEST2'], createMissingUsers: true } });
    await punch('TEST2', '804', await claimOne(site));
    const user = async (userId: string) => await site.api.getUser({ params: { userId } });
    expect(await user('801')).toMatchObject({ department: 'Stores', site: 'North' });
    for (const id of ['802', '804']) {
      expect(await user(id)).toMatchObject({ department: 'Works' });
      expect(await user(id)).not.toHaveProperty('site');
    }
    expect(await user('803')).not.toHaveProperty('department');
    const { items } = await site.api.listDepartments({});
    expect(items.map(({ name }) => name)).toEqual(['Stores', 'Works']);
  });

  test('a terminal is named once, with at least one of both', async () => {
    const { api } = await cloud.organisation();
    const set = async (places: typeof byTerminal) =>
      await api.patchSettings({ body: { newUsers: { byTerminal: places } } });
    const [first] = byTerminal;
    if (!first) throw new Error('nothing to try');
    await expect(set([first, first])).rejects.toThrow('must name each terminal once');
    await expect(
      api.patchSettings({ body: { newUsers: { byTerminal: [{ terminal: 'TEST1' }] } } }),
    ).rejects.toThrow('must set department or site');
    const viewer = problem('request.invalid');
    await expect(set([{ terminal: 'not a serial!', department: 'A' }])).rejects.toSatisfy(viewer);
  });
});

test('settings that say the same in another order have no sheets computed again', async () => {
  const { api, name } = await cloud.organisation();
  await api.patchSettings({ body: { sheets: { nightlyDays: 5 } } });
  const sent: unknown[] = [];
  const sendToSheets: Actor['sendToSheets'] = async (messages) => void sent.push(...messages);
  const actor = { ...actorFor(cloud.runtime, name, 'test', 'system'), sendToSheets };
  const { version, savedAt: _savedAt, ...current } = await actor.stores.settings.read();
  const reversed = Object.fromEntries(Object.entries(current.sheets).reverse());
  const body = { ...current, sheets: reversed as typeof current.sheets };
  await replaceSettings(actor, body, `"${version}"`);
  expect(sent).toEqual([]);
  await replaceSettings(actor, { ...body, sheets: { ...body.sheets, nightlyDays: 6 } }, `"${version + 1}"`);
  expect(sent).not.toEqual([]);
});

describe('how long times are kept', () => {
  const isUnconfirmed = problem('retention.unconfirmed');

  test('is for ever at first, and is shortened only by who names what is deleted; until the night it can be undone', async () => {
    const { api } = await cloud.organisation();
    expect(await api.getSettings({})).not.toHaveProperty('keptTimes');
    const shorter = { timesMonths: 36 };
    await expect(api.patchSettings({ body: { retention: shorter } })).rejects.toSatisfy(isUnconfirmed);
    const wrong = { ...shorter, confirmKeptFrom: '2023-04-01' as LocalDate };
    await expect(api.patchSettings({ body: { retention: wrong } })).rejects.toSatisfy(isUnconfirmed);
    const confirmed = { ...shorter, confirmKeptFrom: '2023-03-01' as LocalDate };
    const saved = await api.patchSettings({ body: { retention: confirmed } });
    expect(saved).toMatchObject({
      retention: { timesMonths: 36 },
      // The night of the next day but one: in the first one the change is less than a day old.
      keptTimes: { next: { at: '2026-03-22T02:30:00.000Z', from: '2023-03-01' } },
    });
    expect(saved).not.toHaveProperty('timesKept');
    expect(saved.retention).not.toHaveProperty('confirmKeptFrom');
    // What was read can be put back, and a program from before there was the setting leaves it as it is.
    const put = await api.putSettings({ ifMatch: `"${saved.version}"`, body: saved });
    const { retention: _retention, ...older } = put;
    const again = await api.putSettings({ ifMatch: `"${put.version}"`, body: older });
    expect(again.retention).toEqual({ timesMonths: 36 });
    const longer = await api.patchSettings({ body: { retention: { timesMonths: 48 } } });
    expect(longer.retention).toEqual({ timesMonths: 48 });
    await expect(api.patchSettings({ body: { retention: shorter } })).rejects.toSatisfy(isUnconfirmed);
    const undone = await api.patchSettings({ body: { retention: { timesMonths: null } } });
    expect(undone).not.toHaveProperty('keptTimes');
    await expect(api.patchSettings({ body: { retention: { timesMonths: 23 } } })).rejects.toSatisfy(
      problem('request.invalid'),
    );
  });
});
