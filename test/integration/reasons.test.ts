import { describe, expect, test } from 'vitest';
import { DayResult } from '#shared/attendance/index.ts';
import { textOf } from '#shared/reasons/index.ts';
import { faultsOf, keysOf } from '#shared/reasons/testing/faults.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useCloud } from '#test/support/cloud.ts';
import type { TestSite } from '#test/support/site.ts';
import { aSiteWithWork, lockDays, punchAt, rowOn } from '#test/support/workdays.ts';

const cloud = useCloud();
const date = '2026-03-03';
const whole = { userId: '701', date, reason: 'said so at the desk' } as const;

async function explained(site: TestSite) {
  const { steps } = await site.api.explainDay({ params: { userId: '701', date } });
  return steps.flatMap(({ title, lines }) => [title, ...lines]);
}

describe('reasons that the API gives', () => {
  test('are keys of the list with their values, and their texts are those of its templates', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    await site.api.createDayOverride({ body: { ...whole, dayType: 'workday' } });
    await site.api.createLeave({
      body: {
        userId: '701',
        type: 'annual',
        from: date,
        to: '2026-03-04',
        portion: { kind: 'full' },
        reason: '',
      },
    });
    const entered = await site.api.createCorrection({
      body: { ...whole, kind: 'set-slot', column: 'out', wallTime: `${date}T15:00:00` },
    });
    await cloud.settle();
    const before = await explained(site);
    await lockDays(cloud, site, { from: '2026-03-02', to: '2026-03-09' });
    const unchanged = await explained(site);
    await punchAt(cloud, site, [`${date} 08:00:00`]);
    const late = await site.api.createCorrection({
      body: { ...whole, kind: 'set-slot', column: 'out', wallTime: `${date}T16:00:00` },
    });
    const row = await rowOn(site, 3);
    const { items: adjusted } = await site.api.listAdjustments({
      query: { from: '2026-03-02', to: '2026-03-09' },
    });
    const { items: punches } = await site.api.listPunches({
      query: { userId: '701', from: date, to: '2026-03-04', sheet: 'true' },
    });
    const rows = [row, ...(entered.rows ?? []), ...(late.rows ?? [])];
    const given = [
      ...before,
      ...unchanged,
      ...(await explained(site)),
      ...rows.flatMap(({ reasons = [], ignored = [] }) => [
        ...reasons,
        ...ignored.map(({ reason }) => reason),
      ]),
      ...rows.flatMap(({ adjustment }) => (adjustment ? [adjustment.reason] : [])),
      ...adjusted.map(({ adjustment }) => adjustment.reason),
      ...punches.flatMap(({ ignored }) => ignored ?? []),
    ];
    expect(given.flatMap(faultsOf)).toEqual([]);
    const { items, kinds } = await site.api.listReasons({});
    const known = new Set<string>(items.map(({ key }) => key));
    const keys = new Set(given.flatMap(keysOf));
    expect([...keys].filter((key) => !known.has(key))).toEqual([]);
    const ofTheCloud = items.filter(({ key }) => /^(entered\.|step\.entered|step\.locked|lock\.)/.test(key));
    expect(ofTheCloud.map(({ key }) => key).filter((key) => !keys.has(key))).toEqual([]);
    expect(adjusted).toHaveLength(1);
    expect(given.every(({ text }) => text !== undefined && text !== '')).toBe(true);
    const named = new Set(kinds.map(({ kind }) => kind));
    expect(items.flatMap(({ values }) => values).every(({ kind }) => named.has(kind))).toBe(true);
  });

  test('are stored as keys with values: a row has no sentence', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const stored = await site.stores.sheets.find('701' as never, date as LocalDate);
    const result = DayResult.parse(JSON.parse(stored?.result ?? ''));
    expect(result.reasons.map(textOf)).toContain('09:00–17:00 make 8:00');
    expect(stored?.result).not.toContain('make 8:00');
    expect(JSON.parse(stored?.result ?? '').reasons[0]).not.toHaveProperty('text');
  });
});
