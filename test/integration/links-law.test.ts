import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useCloud } from '#test/support/cloud.ts';
import { aBatchId, aRecord } from '#test/support/signed-bridge.ts';
import { aSite, type TestSite, withTick } from '#test/support/site.ts';

const cloud = useCloud();
const dates = ['2026-03-02', '2026-03-03', '2026-03-04'];
const terminals = ['A', 'B'];
const pins = ['7', '8', '9'];
/** 7 and 8 have users of their own, 9 is unknown, x has no PIN. */
const users = ['7', '8', 'x'];
const range = { from: '2026-03-01', to: '2026-03-06' };

const step = fc.record({
  pin: fc.constantFrom(...pins),
  to: fc.constantFrom(...users, null),
  terminal: fc.option(fc.constantFrom(...terminals)),
  from: fc.option(fc.constantFrom(...dates)),
  undo: fc.nat(3),
});

async function push(site: TestSite, terminal: string, wanted: readonly string[], hour: number) {
  const records = wanted.flatMap((pin) =>
    dates.flatMap((date) =>
      [hour, hour + 2].map((at) => aRecord({ pin, time: `${date} ${String(at).padStart(2, '0')}:00:00` })),
    ),
  );
  await site.bridge.api.storePunches({ body: { batchId: aBatchId(), terminal, records } });
}

/** Everything that the sheets show. */
async function sheetsOf(site: TestSite) {
  await cloud.settle();
  const rows = await Promise.all(
    users.map(async (userId) => (await site.api.listSheets({ query: { ...range, userId } })).items),
  );
  return rows.flat();
}

/** Each punch that some user claims, as often as it is claimed. */
async function claimed(site: TestSite): Promise<string[]> {
  const pages = await Promise.all(
    users.map(async (userId) => (await site.api.listPunches({ query: { ...range, userId } })).items),
  );
  return pages.flat().map(({ pin, serial, wallTime }) => `${pin} ${serial} ${wallTime}`);
}

test('each punch belongs to at most one person, and what is undone has never been', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      const site = await aSite(cloud, terminals, withTick);
      for (const [index, terminal] of terminals.entries()) {
        await push(site, terminal, ['7', '8'], 8 + 4 * index);
      }
      await site.set((current) => ({
        ...current,
        download: { ...current.download, createMissingUsers: false },
      }));
      await push(site, 'A', ['9'], 9);
      await site.api.createUser({ body: { id: 'x' } });
      const generate = async () => {
        await cloud.settle();
        await site.api.generateSheets({ body: range });
        await cloud.settle();
      };
      await generate();
      const before = { sheets: await sheetsOf(site), punches: await claimed(site) };
      const made: { pin: string; id: string }[] = [];
      const undo = async (at: number) => {
        const [link] = made.splice(at, 1);
        if (!link) return;
        const params = { pin: link.pin, linkId: link.id };
        await site.api.withdrawLink({ params, body: { reason: 'sample' } });
      };
      for (const { pin, to, terminal, from, undo: at } of steps) {
        const named = { pin, terminal: terminal ?? undefined, from: from ?? undefined };
        const body =
          to === null
            ? ({ action: 'ignore', ...named } as const)
            : ({ action: 'link', userId: to, ...named } as const);
        made.push(await site.api.createLink({ body }));
        const now = await claimed(site);
        expect(new Set(now).size).toBe(now.length);
        // What the changes had computed is what a generation finds.
        const shown = await sheetsOf(site);
        await generate();
        expect(await sheetsOf(site)).toEqual(shown);
        await undo(at);
      }
      while (made.length > 0) await undo(made.length - 1);
      expect(await claimed(site)).toEqual(before.punches);
      expect(await sheetsOf(site)).toEqual(before.sheets);
    }),
    { numRuns: 12 },
  );
});
