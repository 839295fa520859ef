import { afterEach, expect, test } from 'vitest';
import { useCloud } from '#test/support/cloud.ts';
import { Trouble } from '#test/support/trouble.ts';
import { liveAWeek, outcomeOf } from '#test/support/troubled-site.ts';

const trouble = new Trouble();
const cloud = useCloud({ handlers: trouble.handlers });
afterEach(() => trouble.end());

/** The first seed and how many: `npm run chaos:cloud` asks for more. */
const [first = 1, count = 2] = (process.env.ROLLCALL_CHAOS_SEEDS ?? '')
  .split('+')
  .filter(Boolean)
  .map(Number);
const seeds = Array.from({ length: count }, (_, index) => first + index);

test.each(seeds)(
  'whatever AWS does to the functions, nothing is lost or doubled, and all is caught up: seed %i',
  async (seed) => {
    const calm = await liveAWeek(cloud, seed);
    await cloud.settle();
    const wanted = await outcomeOf(calm);
    expect(wanted.rows.length).toBeGreaterThan(50);

    const troubled = await liveAWeek(cloud, seed, () => trouble.start(seed));
    // The queues go on for a while in trouble; no message needs anybody's help to get through once that is over.
    await expect.poll(() => trouble.calls.sheets ?? 0).toBeGreaterThan(1);
    trouble.end();
    await cloud.settle();
    await cloud.fire('tick');
    await cloud.settle();
    const { counts } = trouble;
    expect(Object.keys(counts).length).toBeGreaterThan(3);
    expect(await outcomeOf(troubled)).toEqual(wanted);
  },
);
