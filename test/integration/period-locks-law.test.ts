import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import type { TestSite } from '#test/support/site.ts';
import { aSiteWithWork, punchAt, rowsOf } from '#test/support/workdays.ts';

const cloud = useCloud();
const period = { from: '2026-03-02', to: '2026-03-06' };
const reason = 'sample';

/** Something that happens to the days of the period; what it needs and does not find it leaves alone. */
type Event = (site: TestSite) => Promise<unknown>;

const day = fc.integer({ min: 2, max: 5 });
const hour = fc.integer({ min: 10, max: 20 });
const date = (of: number) => `2026-03-0${of}`;

const changes = fc.oneof(
  fc.tuple(day, hour).map(([of, at]): Event => {
    return (site) => punchAt(cloud, site, [`${date(of)} ${at}:15:00`, `${date(of)} ${at}:45:00`]);
  }),
  fc.tuple(day, hour).map(([of, at]): Event => {
    const wallTime = `${date(of)}T${at}:00:00`;
    const body = {
      userId: '701',
      date: date(of),
      reason,
      kind: 'set-slot',
      column: 'out',
      wallTime,
    } as const;
    return (site) => site.api.createCorrection({ body });
  }),
  day.map((of): Event => {
    const query = { userId: '701', from: date(of), to: date(of + 1) };
    return async ({ api }) => {
      const [correction] = (await api.listCorrections({ query })).items;
      if (!correction) return;
      const params = { userId: '701', date: correction.date, correctionId: correction.id };
      await api.withdrawCorrection({ params, body: { reason } });
    };
  }),
  day.map((of): Event => {
    const body = { userId: '701', type: 'annual', from: date(of), to: date(of + 1) };
    return ({ api }) => api.createLeave({ body: { ...body, portion: { kind: 'hours', minutes: 60 } } });
  }),
  fc.constant<Event>(({ api }) => api.generateSheets({ body: period })),
);

const events = fc.oneof(
  { weight: 5, arbitrary: changes },
  { weight: 1, arbitrary: fc.constant<Event>((site) => lockAll(site)) },
  { weight: 1, arbitrary: fc.constant<Event>((site) => unlockAll(site)) },
);

/** Locks the period unless it is locked. */
async function lockAll({ api }: TestSite): Promise<void> {
  await api.lockPeriod({ body: { ...period, force: true } }).catch((error: unknown) => {
    if (!problem('period.locked')(error)) throw error;
  });
}

async function unlockAll({ api }: TestSite): Promise<void> {
  for (const { id, state } of (await api.listLocks({})).items) {
    if (state !== 'unlocked') await api.unlockPeriod({ params: { lockId: id }, body: { reason } });
  }
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

function withoutAdjustment({ adjustment: _due, ...row }: Row) {
  return row;
}

/** What a day comes to: what its row says, and what is due on top of it. */
function due({ worked, short, adjustment }: Row) {
  return [worked + (adjustment?.worked ?? 0), short + (adjustment?.short ?? 0)];
}

test('whatever happens at once, what was paid stays, and with what is due it is what the day would be', async () => {
  const before = fc.array(events, { minLength: 4, maxLength: 8 });
  const after = fc.array(changes, { minLength: 2, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(before, after, async (early, late) => {
      const site = await aSiteWithWork(cloud, [2, 3, 4, 5]);
      await Promise.all(early.map((event) => event(site)));
      await cloud.settle();
      await lockAll(site);
      await cloud.settle();
      const paid = await rowsOf(site, 2, 5);
      expect(paid.filter(({ lockId }) => lockId === undefined)).toEqual([]);
      await Promise.all(late.map((event) => event(site)));
      await cloud.settle();
      const locked = await rowsOf(site, 2, 5);
      expect(locked.map(withoutAdjustment)).toEqual(paid.map(withoutAdjustment));
      await unlockAll(site);
      await cloud.settle();
      const open = await rowsOf(site, 2, 5);
      expect(open.filter(({ lockId, adjustment }) => lockId ?? adjustment)).toEqual([]);
      expect(locked.map(due)).toEqual(open.map(due));
    }),
    { numRuns: 3, seed: 20_260_302 },
  );
});
