import { describe, expect, test } from 'vitest';
import type { SettingsBody } from '#shared/contract/settings.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { apiWith, cloudTime, useCloud } from '#test/support/cloud.ts';
import { aSerial } from '#test/support/ids.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBatchId, aBridge, aRecord, aReport } from '#test/support/signed-bridge.ts';
import { anOldSite, auditOf, earlier, longAgo, type TestSite } from '#test/support/site.ts';
import { rowOn, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();

/** The site of most tests: the user 701 has to work on the 17th from 9:00 to 17:00; punches count until 21:00. */
async function aSiteWithShifts(terminals: readonly string[] = ['TEST1', 'TEST2']): Promise<TestSite> {
  const site = await anOldSite(cloud, terminals);
  await saveShift(site, 'office', '09:00', '17:00');
  await site.set((current) => ({
    ...current,
    sheets: { ...current.sheets, defaultScheduleId: 'office' },
  }));
  await site.api.createUser({ body: { id: '701', issuedOn: '2026-03-02' } });
  await cloud.settle();
  return site;
}

async function read(site: TestSite, serial: string, through = '2026-03-19T06:00:00.000Z'): Promise<void> {
  await site.bridge.beat({
    terminals: (await serialsOf(site)).filter((other) => other !== serial),
    reports: [aReport(serial, { completeThrough: through as Instant })],
  });
  await cloud.settle();
}

async function serialsOf({ stores, bridge }: TestSite): Promise<string[]> {
  const all = await stores.terminals.all();
  return all
    .filter(({ bridgeId, unreadSince }) => bridgeId === bridge.id && unreadSince === undefined)
    .map(({ serial }) => serial);
}

async function punch(site: TestSite, serial: string, ...times: string[]): Promise<void> {
  const records = times.map((time) => aRecord({ time, status: 255 }));
  await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal: serial, records } });
  await cloud.settle();
}

async function generate(site: TestSite): Promise<void> {
  await site.api.generateSheets({ body: { from: '2026-03-16', to: '2026-03-19' } });
  await cloud.settle();
}

const terminalOf = (site: TestSite, serial: string) => site.api.getTerminal({ params: { serial } });
const waitForAll = (current: SettingsBody): SettingsBody => ({
  ...current,
  sheets: { ...current.sheets, waitFor: 'all' },
});

describe('nobody is made to wait', () => {
  test('by a push terminal that never completes its check and that only others use', async () => {
    const site = await aSiteWithShifts();
    await earlier(longAgo, () =>
      site.api.registerTerminal({ body: { serial: 'PUSH1', push: { open: true } } }),
    );
    await read(site, 'TEST1');
    await read(site, 'TEST2');
    expect((await rowOn(site, 17)).status).toBe('absent');
    expect((await terminalOf(site, 'PUSH1')).waitedFor).toBeUndefined();
  });

  test('by a serial number that was mistyped in the configuration and is corrected', async () => {
    const site = await aSiteWithShifts(['TEST1', 'TSET2']);
    await read(site, 'TEST1');
    expect(await rowOn(site, 17)).toMatchObject({ status: 'pending', pendingFor: ['TSET2'] });
    await site.bridge.beat({
      reports: [aReport('TEST1', { completeThrough: '2026-03-19T06:00:00.000Z' as Instant })],
    });
    await cloud.settle();
    const row = await rowOn(site, 17);
    expect(row.status).toBe('absent');
    expect(row).not.toHaveProperty('pendingFor');
    expect(await terminalOf(site, 'TSET2')).toMatchObject({ unreadSince: cloudTime.instant() });
  });

  test('by punches from a USB stick of a terminal that no bridge reads', async () => {
    const site = await aSiteWithShifts(['TEST1']);
    await earlier(longAgo, () => punch(site, 'STICK1', '2026-01-02 09:00:00'));
    await punch(site, 'STICK1', '2026-03-16 09:00:00', '2026-03-16 17:00:00');
    await read(site, 'TEST1');
    expect((await rowOn(site, 16)).status).toBe('present');
    expect((await rowOn(site, 17)).status).toBe('absent');
  });

  test('by a terminal that was registered after the day', async () => {
    const site = await aSiteWithShifts(['TEST1']);
    await read(site, 'TEST1');
    await site.bridge.beat({ terminals: ['TEST1', 'TEST9'] });
    await generate(site);
    expect((await rowOn(site, 17)).status).toBe('absent');
    await earlier('2026-03-17T20:00:00.000Z', () =>
      site.stores.terminals.add({
        serial: aSerial('TEST8'),
        state: 'active',
        registeredAt: cloudTime.instant(),
        bridgeId: site.bridge.id,
        version: 1,
      }),
    );
    await generate(site);
    expect(await rowOn(site, 17)).toMatchObject({ status: 'pending', pendingFor: ['TEST8'] });
  });

  test('by the terminals of a bridge that was revoked', async () => {
    const site = await aSiteWithShifts();
    await generate(site);
    expect(await rowOn(site, 17)).toMatchObject({ pendingFor: ['TEST1', 'TEST2'] });
    await site.api.revokeBridge({ params: { bridgeId: site.bridge.id } });
    await cloud.settle();
    expect((await rowOn(site, 17)).status).toBe('absent');
  });

  test('by the terminals of another site, unless the setting says so', async () => {
    const site = await aSiteWithShifts(['TEST1']);
    const other = await earlier(longAgo, async () => {
      const bridge = await aBridge(cloud.url, site.api);
      await bridge.beat({ terminals: ['FAR1'] });
      return bridge;
    });
    await punch(site, 'TEST1', '2026-03-16 09:00:00', '2026-03-16 17:00:00');
    await read(site, 'TEST1');
    expect((await rowOn(site, 17)).status).toBe('absent');
    await site.set(waitForAll);
    await cloud.settle();
    expect(await rowOn(site, 17)).toMatchObject({ status: 'pending', pendingFor: ['FAR1'] });
    await other.beat({ reports: [aReport('FAR1', { completeThrough: '2026-03-19T06:00:00Z' as Instant })] });
    await cloud.settle();
    expect((await rowOn(site, 17)).status).toBe('absent');
  });
});

describe('a bridge that does not name all its terminals', () => {
  const heartbeat = (site: TestSite, body: { partial?: boolean; unnamed?: number }) =>
    site.bridge.api.heartbeat({
      body: {
        version: '0.1.0',
        terminals: [aReport('TEST1')],
        outbox: { waiting: 0 },
        running: [],
        take: 0,
        ...body,
      },
    });
  const isRead = async (site: TestSite, serial: string) =>
    (await terminalOf(site, serial)).unreadSince === undefined;

  test('says nothing about the others, and one with an address that is silent nothing about those that it has read', async () => {
    const site = await aSiteWithShifts();
    await heartbeat(site, { partial: true });
    expect(await isRead(site, 'TEST2')).toBe(true);
    await read(site, 'TEST2');
    await heartbeat(site, { unnamed: 1 });
    expect(await isRead(site, 'TEST2')).toBe(true);
    await site.bridge.beat({ terminals: ['TEST1', 'TEST2', 'TSET3'] });
    await heartbeat(site, { unnamed: 1 });
    expect([await isRead(site, 'TEST2'), await isRead(site, 'TSET3')]).toEqual([true, false]);
    await heartbeat(site, {});
    expect(await isRead(site, 'TEST2')).toBe(false);
    await site.bridge.beat({ terminals: ['TEST1', 'TEST2'] });
    expect(await isRead(site, 'TEST2')).toBe(true);
  });
});

describe('a day that waits', () => {
  test('names its terminals, in the row, in its explanation and at the terminal, until it need not', async () => {
    const site = await aSiteWithShifts();
    await read(site, 'TEST1', '2026-03-17T12:00:00.000Z');
    await generate(site);
    const names = { status: 'pending', pendingUntil: '2026-03-17T21:00:00Z', pendingFor: ['TEST2', 'TEST1'] };
    expect(await rowOn(site, 17)).toMatchObject(names);
    const { steps } = await site.api.explainDay({ params: { userId: '701', date: '2026-03-17' } });
    expect(steps.find(({ title }) => title.key === 'step.waits')?.lines).toMatchObject([
      { text: 'Terminal TEST2, since 2026-03-17T21:00:00Z: its log has never been read' },
      {
        key: 'waits.log',
        values: { serial: 'TEST1', since: '2026-03-17T21:00:00Z', through: '2026-03-17T12:00:00.000Z' },
      },
    ]);
    const { waitedFor } = await terminalOf(site, 'TEST2');
    expect(waitedFor).toEqual({ since: '2026-03-02T21:00:00Z', days: 17, users: 1, more: false });
    expect((await site.api.listTerminals({})).items.map((each) => each.waitedFor?.days)).toEqual([1, 17]);
    await read(site, 'TEST1');
    expect((await rowOn(site, 17)).pendingFor).toEqual(['TEST2']);
    await read(site, 'TEST2');
    expect((await rowOn(site, 17)).status).toBe('absent');
    expect((await terminalOf(site, 'TEST2')).waitedFor).toBeUndefined();
    expect((await terminalOf(site, 'TEST1')).waitedFor).toMatchObject({
      since: '2026-03-19T21:00:00Z',
      days: 1,
    });
  });

  test('waits for the clock until its window is over, and is asked again by the first log that is read past it', async () => {
    const site = await aSiteWithShifts();
    cloudTime.set('2026-03-20T20:59:00.000Z');
    await site.api.generateSheets({ body: { from: '2026-03-20', to: '2026-03-21' } });
    await cloud.settle();
    expect(await rowOn(site, 20)).toMatchObject({ status: 'pending', pendingUntil: '2026-03-20T21:00:00Z' });
    expect(await rowOn(site, 20)).not.toHaveProperty('pendingFor');
    const { steps } = await site.api.explainDay({ params: { userId: '701', date: '2026-03-20' } });
    expect(steps.at(-1)?.lines).toMatchObject([
      { key: 'waits.clock', values: { until: '2026-03-20T21:00:00Z' } },
    ]);
    cloudTime.set('2026-03-20T21:05:00.000Z');
    await read(site, 'TEST1', '2026-03-20T21:04:00.000Z');
    expect(await rowOn(site, 20)).toMatchObject({ status: 'pending', pendingFor: ['TEST2'] });
    await read(site, 'TEST2', '2026-03-20T21:04:00.000Z');
    expect((await rowOn(site, 20)).status).toBe('absent');
    cloudTime.set('2026-03-20T12:00:00.000Z');
  });

  test('is computed again when a punch shows that its user has been at another terminal', async () => {
    const site = await aSiteWithShifts(['TEST1']);
    await earlier(longAgo, () =>
      site.api.registerTerminal({ body: { serial: 'PUSH2', push: { open: true } } }),
    );
    await punch(site, 'TEST1', '2026-03-16 09:00:00', '2026-03-16 17:00:00');
    await read(site, 'TEST1');
    expect((await rowOn(site, 18)).status).toBe('absent');
    const contentBase64 = Buffer.from('701\t2026-03-13 09:00:00\t1\t255\t0\t0\n').toString('base64');
    await site.api.importFile({ body: { terminal: 'PUSH2', format: 'attlog', contentBase64 } });
    await cloud.settle();
    expect(await rowOn(site, 18)).toMatchObject({ status: 'pending', pendingFor: ['PUSH2'] });
    // The week of the punch is known, not the day.
    expect((await rowOn(site, 6)).status).toBe('absent');
  });

  test('waits for the site that HR has entered', async () => {
    const site = await aSiteWithShifts();
    await read(site, 'TEST1');
    const setSite = async (serial: string, name: string | null) => {
      const { version } = await terminalOf(site, serial);
      await site.api.updateTerminal({ params: { serial }, ifMatch: `"${version}"`, body: { site: name } });
    };
    await setSite('TEST1', 'Mill');
    await setSite('TEST2', 'Yard');
    const assign = async (name: string | null) => {
      const { version } = await site.api.getUser({ params: { userId: '701' } });
      await site.api.updateUser({ params: { userId: '701' }, ifMatch: `"${version}"`, body: { site: name } });
      await cloud.settle();
      return (await rowOn(site, 17)).status;
    };
    expect(await assign('Mill')).toBe('absent');
    expect(await assign('Yard')).toBe('pending');
    expect(await assign(null)).toBe('pending');
  });
});

describe('a terminal that is declared complete', () => {
  test('is not waited for up to then; the audit trail says who said so and why', async () => {
    const site = await aSiteWithShifts(['TEST1']);
    await generate(site);
    const declare = (through: string) =>
      site.api.declareComplete({
        params: { serial: 'TEST1' },
        body: { through, reason: 'stolen; the log is lost' },
      });
    expect(await declare('2026-03-17T22:00:00Z')).toMatchObject({
      completeThrough: '2026-03-17T22:00:00.000Z',
    });
    await cloud.settle();
    expect((await rowOn(site, 17)).status).toBe('absent');
    expect((await rowOn(site, 18)).status).toBe('pending');
    expect((await declare('2031-01-01T00:00:00Z')).completeThrough).toBe(cloudTime.instant());
    expect((await declare('2026-03-01T00:00:00Z')).completeThrough).toBe(cloudTime.instant());
    await cloud.settle();
    expect((await rowOn(site, 18)).status).toBe('absent');
    expect(await auditOf(site, 'terminal.declared-complete')).toContainEqual(
      expect.objectContaining({
        subject: 'TEST1',
        facts: { through: '2026-03-17T22:00:00.000Z', reason: 'stolen; the log is lost' },
      }),
    );
  });

  test('must exist, and whoever declares it must be allowed to and say why', async () => {
    const site = await aSiteWithShifts(['TEST1']);
    const body = { through: '2026-03-17T22:00:00Z', reason: 'lost' };
    await expect(site.api.declareComplete({ params: { serial: 'NONE1' }, body })).rejects.toSatisfy(
      problem('terminal.unknown'),
    );
    const params = { serial: 'TEST1' };
    await expect(site.api.declareComplete({ params, body: { ...body, reason: ' ' } })).rejects.toSatisfy(
      problem('request.invalid'),
    );
    const viewer = apiWith(cloud.url, await site.keyFor('viewer'));
    await expect(viewer.declareComplete({ params, body })).rejects.toSatisfy(problem('caller.not-allowed'));
    const hr = apiWith(cloud.url, await site.keyFor('hr'));
    expect((await hr.declareComplete({ params, body })).completeThrough).toBe('2026-03-17T22:00:00.000Z');
  });
});

describe('a lock', () => {
  const period = { from: '2026-03-16', to: '2026-03-19' };

  test('refuses a period with pending or incomplete days, names them, and locks it by force', async () => {
    const site = await aSiteWithShifts(['TEST1']);
    await punch(site, 'TEST1', '2026-03-16 09:00:00');
    await read(site, 'TEST1', '2026-03-17T06:00:00.000Z');
    await generate(site);
    const facts = {
      total: 3,
      days: [
        { userId: '701', date: '2026-03-16', status: 'incomplete' },
        { userId: '701', date: '2026-03-17', status: 'pending' },
        { userId: '701', date: '2026-03-18', status: 'pending' },
      ],
    };
    await expect(site.api.lockPeriod({ body: period })).rejects.toSatisfy(
      problem('period.unfinished', facts),
    );
    expect((await site.api.listLocks({})).items).toEqual([]);
    const other = await site.api.lockPeriod({ body: { ...period, department: 'Stores' } });
    await site.api.unlockPeriod({ params: { lockId: other.id }, body: { reason: 'sample' } });
    await site.api.lockPeriod({ body: { ...period, force: true } });
    await cloud.settle();
    expect((await rowOn(site, 17)).lockId).toBeDefined();
    const forced = (await auditOf(site, 'period.locked')).map(({ facts: told }) => told?.forced);
    expect(new Set(forced)).toEqual(new Set([undefined, 3]));
  });
});
