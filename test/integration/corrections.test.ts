import { describe, expect, test } from 'vitest';
import { flaw, phrase } from '#shared/reasons/index.ts';
import { useCloud } from '#test/support/cloud.ts';
import { problem } from '#test/support/problem-error.ts';
import { later, type TestSite } from '#test/support/site.ts';
import { aSiteWithWork, punchAt, rowOn, rowsOf, saveShift } from '#test/support/workdays.ts';

const cloud = useCloud();
const day = { userId: '701', date: '2026-03-03', reason: 'said so at the desk' };
const hours = 3600;

type Entry = Parameters<TestSite['api']['createCorrection']>[0]['body'];

async function correct(site: TestSite, body: Entry) {
  // Corrections apply in the order of their entry.
  later(1);
  const correction = await site.api.createCorrection({ body });
  await cloud.settle();
  return correction;
}

describe('a correction', () => {
  test('that adds a time completes its day, and the cell says that it is edited', async () => {
    const site = await aSiteWithWork(cloud, []);
    await punchAt(cloud, site, ['2026-03-03 09:00:00']);
    expect(await rowOn(site, 3)).toMatchObject({ status: 'incomplete', worked: 0 });
    await correct(site, { ...day, kind: 'add-time', wallTime: '2026-03-03T17:30:00', direction: 'out' });
    const row = await rowOn(site, 3);
    expect(row).toMatchObject({ status: 'present', worked: 8.5 * hours });
    expect(row.slots.in).toMatchObject({ edited: false, source: { kind: 'punch' } });
    expect(row.slots.out).toMatchObject({ edited: true, source: { kind: 'correction' } });
  });

  test('that voids a punch takes it out of the day and leaves it where it is', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const punch = { serial: 'TEST1', wallTime: '2026-03-03T17:00:00', status: 1 };
    await correct(site, { ...day, kind: 'void-punch', ...punch });
    const row = await rowOn(site, 3);
    expect(row.status).toBe('incomplete');
    expect(row.ignored).toMatchObject([
      { punch, reason: { key: 'ignored.voided', values: {}, text: 'taken out by HR' } },
    ]);
    const { items } = await site.api.listPunches({
      query: { userId: '701', from: '2026-03-03', to: '2026-03-04' },
    });
    expect(items).toHaveLength(2);
  });

  test('that sets or empties a cell counts as it is written', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    await correct(site, { ...day, kind: 'set-slot', column: 'out', wallTime: '2026-03-03T15:00:00' });
    const row = await rowOn(site, 3);
    expect(row).toMatchObject({ worked: 6 * hours, slots: { out: { edited: true } } });
    await correct(site, { ...day, kind: 'set-slot', column: 'out', wallTime: null });
    expect(await rowOn(site, 3)).toMatchObject({ status: 'incomplete', slots: { out: null } });
  });

  test('sets the day type, the schedule, leave and a remark', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    await correct(site, { ...day, kind: 'set-day-type', dayType: 'restday' });
    await correct(site, { ...day, kind: 'set-remark', remark: 'stocktaking' });
    expect(await rowOn(site, 3)).toMatchObject({ dayType: 'restday', remark: 'stocktaking', expected: 0 });
    await saveShift(site, 'short', '09:00', '13:00');
    const plan = { ...day, date: '2026-03-04' };
    await correct(site, { ...plan, kind: 'set-schedule', scheduleId: 'short' });
    expect(await rowOn(site, 4)).toMatchObject({ scheduleId: 'short', status: 'absent', short: 4 * hours });
    await correct(site, { ...plan, kind: 'set-leave', type: 'sick', portion: { kind: 'full' } });
    expect(await rowOn(site, 4)).toMatchObject({
      status: 'leave',
      leave: [{ type: 'sick', seconds: 4 * hours }],
    });
  });

  test('sets the status, which beats the punches; what was worked stays', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    await correct(site, { ...day, kind: 'set-status', status: 'absent' });
    expect(await rowOn(site, 3)).toMatchObject({ status: 'absent', worked: 8 * hours });
    await correct(site, { ...day, date: '2026-03-04', kind: 'set-status', status: 'present' });
    expect(await rowOn(site, 4)).toMatchObject({ status: 'present', worked: 0 });
  });

  test('approves overtime, up to so many minutes', async () => {
    const site = await aSiteWithWork(cloud, []);
    await site.set((current) => ({
      ...current,
      sheets: {
        ...current.sheets,
        rules: { overtime: { layers: [{ kind: 'daily', code: 'OT', needsApproval: true }] } } as never,
      },
    }));
    await punchAt(cloud, site, ['2026-03-03 09:00:00', '2026-03-03 19:00:00']);
    expect((await rowOn(site, 3)).overtime).toMatchObject([{ seconds: 2 * hours, approved: false }]);
    await correct(site, { ...day, kind: 'approve-overtime', minutes: 90 });
    expect((await rowOn(site, 3)).overtime).toMatchObject([
      { seconds: 1.5 * hours, approved: true },
      { seconds: 0.5 * hours, approved: false },
    ]);
  });

  test('survives every recomputation, and later corrections beat earlier ones', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    await correct(site, { ...day, kind: 'set-remark', remark: 'first' });
    await correct(site, { ...day, kind: 'set-remark', remark: 'second' });
    await punchAt(cloud, site, ['2026-03-03 18:30:00', '2026-03-03 18:40:00']);
    await site.api.generateSheets({ body: { from: '2026-03-01', to: '2026-03-10' } });
    await cloud.settle();
    expect(await rowOn(site, 3)).toMatchObject({ remark: 'second', slots: { in: { edited: false } } });
  });

  test('of a day to come counts when the day is computed', async () => {
    const site = await aSiteWithWork(cloud, []);
    await correct(site, { ...day, date: '2026-03-30', kind: 'set-remark', remark: 'moving house' });
    expect(await rowsOf(site, 29, 30)).toEqual([]);
    await site.api.generateSheets({ body: { from: '2026-03-30', to: '2026-03-31' } });
    await cloud.settle();
    expect(await rowOn(site, 30)).toMatchObject({ remark: 'moving house' });
    await correct(site, { ...day, date: '2026-03-30', kind: 'set-remark', remark: 'not moving' });
    expect(await rowOn(site, 30)).toMatchObject({ remark: 'not moving' });
  });

  test('is told in the explanation of its day, with who entered it and why', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    await site.api.createDayOverride({ body: { userId: '701', date: day.date, scheduleId: 'office' } });
    await site.api.createLeave({
      body: {
        userId: '701',
        type: 'annual',
        from: '2026-03-03',
        to: '2026-03-04',
        portion: { kind: 'full' },
      },
    });
    await correct(site, { ...day, kind: 'set-slot', column: 'out', wallTime: '2026-03-03T15:00:00' });
    const { steps } = await site.api.explainDay({ params: { userId: '701', date: '2026-03-03' } });
    expect(steps.find(({ title }) => title.key === 'step.entered')?.lines.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Day override, by key:\w+ at 2026-03-20T12:[\d:.]+Z$/),
      expect.stringMatching(/^Leave annual, full, by key:/),
      expect.stringMatching(/^Correction set-slot, by key:.*: said so at the desk$/),
    ]);
    const lines = steps.flatMap((step) => step.lines.map(({ text }) => text)).join('\n');
    expect(lines).toContain('15:00');
    expect(lines).toContain('HR has set the column');
  });
});

describe('a correction that is withdrawn', () => {
  test('counts no longer, stays on record with who took it back, and is withdrawn once', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const entry = { ...day, kind: 'set-slot', column: 'out', wallTime: '2026-03-03T15:00:00' } as const;
    const { id } = await correct(site, entry);
    const params = { userId: '0701', date: day.date, correctionId: id };
    const withdraw = async (reason: string) => {
      const correction = await site.api.withdrawCorrection({ params, body: { reason } });
      await cloud.settle();
      return correction;
    };
    const withdrawn = await withdraw('the wrong person');
    expect(withdrawn).toMatchObject({
      ...entry,
      id,
      withdrawn: { reason: 'the wrong person', by: expect.stringMatching(/^key:/) },
    });
    expect(await rowOn(site, 3)).toMatchObject({ worked: 8 * hours, slots: { out: { edited: false } } });
    expect(await withdraw('again')).toEqual(withdrawn);
    const query = { userId: '701', from: '2026-03-03', to: '2026-03-04' };
    const { rows: _rows, ...listed } = withdrawn;
    expect((await site.api.listCorrections({ query })).items).toEqual([listed]);
  });

  test('is in the audit trail, as its entry is', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    const { id } = await correct(site, { ...day, kind: 'set-remark', remark: 'first' });
    const params = { userId: '701', date: day.date, correctionId: id };
    await site.api.withdrawCorrection({ params, body: { reason: 'mistaken' } });
    const { items } = await site.api.listAudit({ query: { day: '2026-03-20', limit: 1000 } });
    const entries = items.filter(({ subject }) => subject === id);
    expect(entries.map(({ action }) => action).sort()).toEqual([
      'correction.entered',
      'correction.withdrawn',
    ]);
    expect(JSON.stringify(entries)).not.toContain('said so');
  });
});

test('the list of corrections holds those of its days, page by page, in the order of entry', async () => {
  const site = await aSiteWithWork(cloud, []);
  for (const [date, remark] of [
    ['2026-03-05', 'c'],
    ['2026-03-03', 'a'],
    ['2026-03-03', 'b'],
    ['2026-03-09', 'd'],
  ] as const) {
    later(1);
    await site.api.createCorrection({ body: { ...day, date, kind: 'set-remark', remark } });
  }
  const remarks: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { userId: '701', from: '2026-03-03', to: '2026-03-09', limit: 2, cursor };
    const page = await site.api.listCorrections({ query });
    remarks.push(...page.items.map((item) => (item.kind === 'set-remark' ? item.remark : '')));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(remarks).toEqual(['a', 'b', 'c']);
  const foreign = Buffer.from(JSON.stringify({ pk: 'another', sk: 'CORR#' })).toString('base64url');
  await expect(
    site.api.listCorrections({
      query: { userId: '701', from: '2026-03-03', to: '2026-03-09', cursor: foreign },
    }),
  ).rejects.toSatisfy(problem('request.cursor'));
});

test('a list of no days, or of too many, is refused', async () => {
  const site = await aSiteWithWork(cloud, []);
  for (const days of [
    { from: '2026-03-03', to: '2026-03-03' },
    { from: '2025-03-03', to: '2026-03-05' },
  ]) {
    const query = { userId: '701', ...days };
    await expect(site.api.listCorrections({ query })).rejects.toSatisfy(problem('range.invalid'));
  }
});

describe('what cannot be corrected is refused:', () => {
  const entry = { ...day, kind: 'set-remark', remark: 'x' } as const;
  const added = { ...day, kind: 'add-time', direction: null } as const;

  test('a user that nobody knows, a correction that nobody has entered', async () => {
    const site = await aSiteWithWork(cloud, []);
    await expect(site.api.createCorrection({ body: { ...entry, userId: '799' } })).rejects.toSatisfy(
      problem('user.unknown', { userId: '799' }),
    );
    const correctionId = 'cor_01KDEMX0C5Y3WZ8T4Q6R7S9V2A';
    const params = { userId: '701', date: day.date, correctionId };
    await expect(site.api.withdrawCorrection({ params, body: { reason: 'x' } })).rejects.toSatisfy(
      problem('correction.unknown', { correctionId }),
    );
    const { id } = await correct(site, entry);
    const elsewhere = { userId: '701', date: '2026-03-04', correctionId: id };
    await expect(site.api.withdrawCorrection({ params: elsewhere, body: { reason: 'x' } })).rejects.toSatisfy(
      problem('correction.unknown'),
    );
  });

  test('a correction without a reason, and a withdrawal without one', async () => {
    const site = await aSiteWithWork(cloud, []);
    for (const reason of ['', '   ', undefined as never]) {
      await expect(site.api.createCorrection({ body: { ...entry, reason } })).rejects.toSatisfy(
        problem('request.invalid'),
      );
      const { id } = await correct(site, entry);
      const params = { userId: '701', date: day.date, correctionId: id };
      await expect(site.api.withdrawCorrection({ params, body: { reason } })).rejects.toSatisfy(
        problem('request.invalid'),
      );
    }
  });

  test('a time that is days away, a punch that nobody has made', async () => {
    const site = await aSiteWithWork(cloud, [3]);
    for (const wallTime of ['2026-03-01T23:59:59', '2026-03-05T00:00:00']) {
      await expect(site.api.createCorrection({ body: { ...added, wallTime } })).rejects.toSatisfy(
        problem('request.invalid', {
          issues: [
            {
              in: 'body',
              path: '/wallTime',
              ...flaw(phrase('field.near-day', { date: '2026-03-03' })),
            },
          ],
        }),
      );
    }
    const punch = { serial: 'TEST1', wallTime: '2026-03-03T17:00:00', status: 0 };
    await expect(
      site.api.createCorrection({ body: { ...day, kind: 'void-punch', ...punch } }),
    ).rejects.toSatisfy(problem('punch.unknown', { userId: '701', ...punch }));
  });

  test('a schedule that there is not, and one that overlaps the shift beside it', async () => {
    const site = await aSiteWithWork(cloud, []);
    const schedule = (scheduleId: string) => ({ ...day, kind: 'set-schedule', scheduleId }) as const;
    await expect(site.api.createCorrection({ body: schedule('nowhere') })).rejects.toSatisfy(
      problem('schedule.unknown', { scheduleId: 'nowhere' }),
    );
    await saveShift(site, 'night', '22:00', '10:00');
    await expect(site.api.createCorrection({ body: schedule('night') })).rejects.toSatisfy(
      problem('plan.overlap', {
        userId: '701',
        first: 'night on 2026-03-03, 22:00–10:00',
        second: 'office on 2026-03-04, 09:00–17:00',
      }),
    );
    const query = { userId: '701', from: '2026-03-01', to: '2026-03-09' };
    expect((await site.api.listCorrections({ query })).items).toEqual([]);
  });

  test('by whom who may only read', async () => {
    const site = await aSiteWithWork(cloud, []);
    const response = await cloud.fetch('/v1/corrections', {
      method: 'POST',
      key: await site.keyFor('viewer'),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(entry),
    });
    expect(response.status).toBe(403);
  });
});
