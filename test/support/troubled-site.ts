/** A week of a small company, as steps that a test takes in a calm cloud and in a troubled one, and what came of it. @module */

import type { LocalDate } from '#shared/time/wall-time.ts';
import { type Dice, diceOf } from '#test/chaos/dice.ts';
import { apiWith, type TestCloud } from './cloud.ts';
import { ProblemError } from './problem-error.ts';
import { aBatchId, aRecord, type SentRecord } from './signed-bridge.ts';
import { anOldSite, later, noCounts, type TestSite, withTick } from './site.ts';

const serials = ['TEST1', 'TEST2'] as const;
const people = ['1', '2', '3', '4', '5', '6', 'A/7', '0808'] as const;
const days = ['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13'] as const;
const range = { from: '2026-03-02' as LocalDate, to: '2026-03-21' as LocalDate };
/** More tries than any trouble lasts. */
const mostTries = 200;
/** As long as the key of a request counts as being worked on, and a task as claimed. */
const patienceSeconds = 95;

/** What a client does: asks again until the cloud has answered. Only what the contract says about a repeat is expected. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      const passes =
        error instanceof ProblemError &&
        (error.status >= 500 ||
          error.status === 429 ||
          error.code === 'request.in-progress' ||
          // The nonce was noted by a write whose answer got lost. Bridges sign again.
          error.code === 'bridge.replayed');
      if (!passes || tries === mostTries) throw error;
      if (error.code === 'request.in-progress') later(patienceSeconds);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

function recordsOf(dice: Dice, day: string): SentRecord[] {
  const two = (value: number) => String(value).padStart(2, '0');
  return people
    .flatMap((pin) => {
      const minutes = [8 * 60, 12 * 60, 13 * 60, 17 * 60].map((at) => at + dice.between(-20, 20));
      return minutes
        .slice(0, dice.between(1, 4))
        .map((at, index) =>
          aRecord({ pin, time: `${day} ${two(Math.floor(at / 60))}:${two(at % 60)}:00`, status: index % 2 }),
        );
    })
    .sort((a, b) => (a.time < b.time ? -1 : 1));
}

/** Sends a batch until each of its records has been taken, as the bridge's outbox does. */
async function sendAll(
  site: TestSite,
  terminal: string,
  records: SentRecord[],
  taskId?: string,
): Promise<void> {
  const batchId = aBatchId();
  for (let tries = 0; tries < mostTries; tries += 1) {
    const body = { batchId, terminal, records, ...(taskId === undefined ? {} : { taskId }) };
    const { results } = await patiently(() => site.bridge.api.storePunches({ body }));
    if (results.every(({ result }) => result !== 'failed')) return;
  }
  throw new Error('a batch was never taken');
}

/** Claims tasks until there are as many as wanted; what was claimed by an answer that got lost comes free after a while. */
async function claimAll(site: TestSite, wanted: number) {
  const tasks = new Map<string, { id: string; terminal: string }>();
  for (let tries = 0; tasks.size < wanted && tries < mostTries; tries += 1) {
    const running = [...tasks.keys()];
    const answer = await patiently(() => site.bridge.beat({ terminals: serials, running, take: 5 }));
    for (const task of answer.tasks) tasks.set(task.id, task);
    if (tasks.size < wanted) later(patienceSeconds);
  }
  return [...tasks.values()];
}

/** Lives through the week: two terminals are read while HR works. @returns the organisation */
export async function liveAWeek(
  cloud: TestCloud,
  seed: number,
  begins: () => void = () => {},
): Promise<{ site: TestSite; downloadId: string }> {
  const site = await anOldSite(cloud, serials, withTick);
  const dice = diceOf(seed);
  const logs = days.map((day) => recordsOf(dice, day));
  const sides = serials.map((_, side) => logs.map((log) => log.filter((__, index) => index % 2 === side)));
  begins();
  let key = 0;
  const once = () => {
    key += 1;
    return apiWith(cloud.url, site.key, { 'idempotency-key': `${site.name}-${key}` });
  };

  async function hr(): Promise<void> {
    const make = once();
    await patiently(() =>
      make.createUser({ body: { id: '99', name: 'Sample', issuedOn: '2026-03-02' as never } }),
    );
    const correct = once();
    await patiently(() =>
      correct.createCorrection({
        body: {
          kind: 'add-time',
          userId: '99',
          date: '2026-03-10' as never,
          wallTime: '2026-03-10T08:00:00' as never,
          direction: 'in',
          reason: 'forgot',
        },
      }),
    );
    const leave = once();
    await patiently(() =>
      leave.createLeave({
        body: {
          userId: '99',
          type: 'annual',
          from: '2026-03-12' as never,
          to: '2026-03-13' as never,
          portion: { kind: 'full' },
        },
      } as never),
    );
  }

  async function reads(side: number): Promise<void> {
    for (const log of (sides[side] ?? []).slice(0, 3)) {
      if (log.length > 0) await sendAll(site, serials[side] ?? '', log);
    }
  }

  await Promise.all([hr(), reads(0), reads(1)]);
  const order = once();
  const { id: downloadId } = await patiently(() => order.startDownload({ body: {} }));
  const tasks = await claimAll(site, serials.length);
  await Promise.all(
    tasks.map(async ({ id: taskId, terminal }) => {
      const side = serials.indexOf(terminal as (typeof serials)[number]);
      const log = (sides[side] ?? []).flat();
      await sendAll(site, terminal, log, taskId);
      const body = {
        outcome: 'done' as const,
        counts: { ...noCounts, read: log.length },
        completeThrough: '2026-03-20T12:00:00Z' as never,
      };
      await patiently(() => site.bridge.api.completeTask({ params: { taskId }, body }));
    }),
  );
  return { site, downloadId };
}

const passingFields = new Set([
  'id',
  'version',
  'at',
  'receivedAt',
  'batchId',
  'createdAt',
  'enteredAt',
  'enteredBy',
  'origin',
  'computedAt',
  'order',
  'instantDerivedAt',
  'author',
  'correctionId',
  'inputHash',
]);

/** A document without what differs from run to run: ids of ours, versions, and when something was done. */
function lasting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lasting);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !passingFields.has(name))
      .map(([name, inner]) => [name, lasting(inner)]),
  );
}

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** What HR sees of the week when everything has been worked on. */
export async function outcomeOf({ site, downloadId }: { site: TestSite; downloadId: string }) {
  const { api } = site;
  const query = { ...range, limit: 1000 };
  const { items: users } = await api.listUsers({ query: { limit: 1000 } });
  const punches: unknown[] = [];
  for (const { id: userId } of users) {
    const { items } = await api.listPunches({ query: { ...query, userId } });
    punches.push(...items.map(lasting));
  }
  const { items: rows } = await api.listSheets({ query });
  const { items: corrections } = await api.listCorrections({ query: { ...query, userId: '99' as never } });
  const { items: leaves } = await api.listLeaves({ query: { ...query, userId: '99' as never } });
  const { items: unknown } = await api.listUnknownUsers({});
  const download = await api.getDownload({ params: { downloadId: downloadId as never } });
  return {
    users: users.map(lasting).sort(byText),
    punches: punches.sort(byText),
    rows: rows.map(lasting),
    corrections: corrections.map(lasting),
    leaves: leaves.map(lasting),
    unknown: unknown.map(lasting),
    download: {
      state: download.state,
      tasks: download.tasks.map(({ state, terminal }) => ({ state, terminal })).sort(byText),
    },
  };
}
