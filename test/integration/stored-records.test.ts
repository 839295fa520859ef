/** What is stored of terminals that push is counted as it comes: each record once, whoever brings it and however often. */
import { expect, test } from 'vitest';
import { ingestLoose } from '#functions/domain/punches/loose-records.ts';
import { beginPushChecks } from '#functions/domain/terminals/index.ts';
import { KnownUsers } from '#functions/domain/users/index.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { type Organisation, useCloud } from '#test/support/cloud.ts';
import { aSerial } from '#test/support/ids.ts';
import { actorOn } from '#test/support/stores-with.ts';
import { watchTables } from '#test/support/table-traffic.ts';

const cloud = useCloud();
let terminals = 0;
const day = '2026-03-19' as LocalDate;

function records(count: number, minute = 0): TerminalRecord[] {
  return Array.from({ length: count }, (_, at) => ({
    pin: String(100 + at),
    time: `${day} ${String(8 + (at % 3)).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`,
    status: 0,
    verify: 1,
    workCode: '',
  }));
}

async function store(
  { organisation, serial }: { organisation: Organisation; serial: Serial },
  sent: TerminalRecord[],
  content: string,
): Promise<void> {
  const actor = actorOn(cloud, organisation);
  const loose = { source: 'push', serial, kind: 'ATTLOG', zone: 'UTC' } as const;
  await ingestLoose(actor, { ...loose, content: Buffer.from(content), records: sent }, new KnownUsers());
}

async function aPushingTerminal() {
  const organisation = await cloud.organisation();
  terminals += 1;
  const serial = aSerial(`PUSH${terminals}`);
  await organisation.api.registerTerminal({ body: { serial, push: { open: true } } });
  const count = () => organisation.stores.storedRecords.count(serial, day, day);
  return { organisation, serial, count };
}

test('the same records at the same time, again, and in another upload count once', async () => {
  const terminal = await aPushingTerminal();
  const sent = records(20);
  await Promise.all([store(terminal, sent, 'a'), store(terminal, sent, 'a'), store(terminal, sent, 'b')]);
  expect(await terminal.count()).toBe(20);
  await store(terminal, [...sent, ...records(5, 30)], 'c');
  expect(await terminal.count()).toBe(25);
});

test('what is kept in quarantine counts as the terminal counts it, and other days do not', async () => {
  const terminal = await aPushingTerminal();
  const [first, ...others] = records(3);
  if (!first) throw new Error('there are three');
  const elsewhere = { ...first, time: '2026-03-18 08:00:00' };
  await store(terminal, [{ ...first, pin: '' }, ...others, elsewhere], 'a');
  expect(await terminal.count()).toBe(3);
});

test('a check reads counts, and no punch', async () => {
  const terminal = await aPushingTerminal();
  const { organisation, serial, count } = terminal;
  await store(terminal, records(60), 'a');
  await cloud.settle();
  const traffic = watchTables();
  await beginPushChecks(actorOn(cloud, organisation), [serial]);
  expect(traffic.itemsRead).toBeLessThan(15);
  expect((await organisation.stores.push.read(serial)).state.reconciliation).toMatchObject({
    through: day,
    known: await count(),
  });
});
