import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import type { Actor } from '#functions/domain/actor.ts';
import { computeSheets } from '#functions/domain/sheets/compute-sheets.ts';
import { moveMark } from '#functions/domain/terminals/index.ts';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { AttendanceRulesPatch } from '#shared/attendance/index.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { useCloud } from '#test/support/cloud.ts';
import { aSerial, aUserId } from '#test/support/ids.ts';
import { interfere } from '#test/support/interfere.ts';
import { aReport } from '#test/support/signed-bridge.ts';
import { anOldSite, type TestSite } from '#test/support/site.ts';
import { actorOn } from '#test/support/stores-with.ts';
import { watchTables } from '#test/support/table-traffic.ts';
import { rowOn, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();

/** A site with the user 701, whose shift of the 17th, 9:00 to 17:00, waits for the terminal's log until 21:00. */
async function aSiteThatWaits(): Promise<TestSite> {
  const site = await anOldSite(cloud, ['TEST1']);
  await saveShift(site, 'office', '09:00', '17:00');
  await site.set((current) => ({
    ...current,
    sheets: { ...current.sheets, defaultScheduleId: 'office' },
  }));
  await site.api.createUser({ body: { id: '701', issuedOn: '2026-03-17', expiresOn: '2026-03-17' } });
  await site.stores.terminals.markComplete(aSerial('TEST1'), '2026-03-17T06:00:00.000Z' as Instant);
  await site.api.generateSheets({ body: { from: '2026-03-17', to: '2026-03-18' } });
  await cloud.settle();
  return site;
}

/** An actor whose messages to the sheets' worker are counted. */
function counting(site: TestSite): { actor: Actor; sent: unknown[] } {
  const sent: unknown[] = [];
  const actor = actorOn(cloud, site);
  const sendToSheets = async (bodies: readonly unknown[]) => {
    sent.push(...bodies);
    await actor.sendToSheets(bodies);
  };
  return { actor: { ...actor, sendToSheets }, sent };
}

/** Has every queue refuse what it is sent. @returns ends it */
function refuseMessages(): () => void {
  return interfere(SQSClient, 'SendMessageBatchCommand', async () => ({
    Failed: [{ Id: '0', Code: 'InternalError' }],
  }));
}

test('a pending day says what it waits for, and a settled one no longer does', async () => {
  const site = await aSiteThatWaits();
  expect(await rowOn(site, 17)).toMatchObject({ status: 'pending', pendingUntil: '2026-03-17T21:00:00Z' });
  await moveMark(actorOn(cloud, site), aSerial('TEST1'), '2026-03-17T21:00:01.000Z' as Instant);
  await cloud.settle();
  const settled = await rowOn(site, 17);
  expect(settled.status).toBe('absent');
  expect(settled).not.toHaveProperty('pendingUntil');
});

test('a mark wakes the days also when the answer to its move was lost, and the second try found it moved', async () => {
  const site = await aSiteThatWaits();
  let moves = 0;
  const losing = interfere(
    DynamoDb,
    'UpdateItem',
    async ({ UpdateExpression: change }: { UpdateExpression: string }, original) => {
      if (!change.startsWith('SET completeThrough')) return await original();
      moves += 1;
      await original();
      return await original();
    },
  );
  await moveMark(actorOn(cloud, site), aSerial('TEST1'), '2026-03-17T21:00:01.000Z' as Instant);
  losing();
  expect(moves).toBe(1);
  await cloud.settle();
  expect(await rowOn(site, 17)).toMatchObject({ status: 'absent' });
});

test('a report that moves a mark and gets no further wakes the days when it is repeated, and only then', async () => {
  const site = await aSiteThatWaits();
  const told = { completeThrough: '2026-03-17T21:00:01.000Z' as Instant };
  const reports = [aReport('TEST1', told)];
  const full = refuseMessages();
  await expect(site.bridge.beat({ reports })).rejects.toMatchObject({ code: 'service.busy' });
  full();
  expect(await rowOn(site, 17)).toMatchObject({ status: 'pending' });
  await site.bridge.beat({ reports });
  await cloud.settle();
  expect(await rowOn(site, 17)).toMatchObject({ status: 'absent' });
  const traffic = watchTables();
  await site.bridge.beat({ reports: [aReport('TEST1', { ...told, records: 1 })] });
  const { Query: queries = 0 } = traffic.requests;
  await site.bridge.beat({ reports: [aReport('TEST1', { records: 2 })] });
  expect(traffic.requests.Query).toBe(queries * 2);
});

test('a terminal that is no longer read wakes the days also when whoever noted it got no further', async () => {
  const site = await aSiteThatWaits();
  const full = refuseMessages();
  await expect(site.bridge.beat({ terminals: ['TEST2'] })).rejects.toMatchObject({ code: 'service.busy' });
  full();
  expect(await rowOn(site, 17)).toMatchObject({ status: 'pending' });
  await site.bridge.beat({ terminals: ['TEST2'] });
  await cloud.settle();
  expect(await rowOn(site, 17)).toMatchObject({ status: 'absent' });
});

test('a terminal is retired by a repeat whose first try got no further, and the days are woken', async () => {
  const site = await aSiteThatWaits();
  const retire = async () => {
    const { version } = await site.api.getTerminal({ params: { serial: 'TEST1' } });
    const body = { state: 'retired' } as const;
    return await site.api.updateTerminal({ params: { serial: 'TEST1' }, ifMatch: `"${version}"`, body });
  };
  const full = refuseMessages();
  await expect(retire()).rejects.toMatchObject({ code: 'service.busy' });
  full();
  await retire();
  await cloud.settle();
  expect(await rowOn(site, 17)).toMatchObject({ status: 'absent' });
});

test('a mark that moves within the window has nothing computed: only one that passes what days wait for', async () => {
  const site = await aSiteThatWaits();
  const { actor, sent } = counting(site);
  for (const time of ['09:00:00', '12:30:00', '20:59:59', '21:00:00']) {
    await moveMark(actor, aSerial('TEST1'), `2026-03-17T${time}.000Z` as Instant);
  }
  expect(sent).toEqual([]);
  await moveMark(actor, aSerial('TEST1'), '2026-03-17T21:00:01.000Z' as Instant);
  expect(sent).toMatchObject([{ users: [{ userId: '701', dates: ['2026-03-17'] }] }]);
});

test('days that are asked for twice, because they end in the same week, are computed once', async () => {
  const site = await aSiteThatWaits();
  await site.set((current) => ({
    ...current,
    sheets: {
      ...current.sheets,
      rules: AttendanceRulesPatch.parse({
        overtime: { layers: [{ kind: 'weekly', code: 'OT', beyond: 20 * 60 }] },
      }),
    },
  }));
  const days = (from: string, to: string) => ({
    userId: aUserId('701'),
    from: from as LocalDate,
    to: to as LocalDate,
  });
  const wanted = [days('2026-03-20', '2026-03-21'), days('2026-03-16', '2026-03-17')];
  const mondayToToday = 5;
  expect(await computeSheets(actorOn(cloud, site), wanted, { touched: true })).toMatchObject({
    rows: mondayToToday,
  });
});
