import { describe, expect, test } from 'vitest';
import { kinds } from './kinds.ts';
import { allKinds, allReasons, Phrase, phrase, ReasonKey, textOf, told } from './reasons.ts';

describe('the table of reasons', () => {
  test.each(allReasons())(
    '$key has a template that names each of its values once',
    ({ template, values }) => {
      const named = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(named.toSorted()).toEqual(values.map(({ name }) => name).toSorted());
      expect(template.replaceAll(/\{\w+\}/g, '')).not.toMatch(/[{}]|\.$/);
    },
  );

  test('has no kind of value that nobody uses', () => {
    const used = new Set<string>(allReasons().flatMap(({ values }) => values.map(({ kind }) => kind)));
    expect(Object.keys(kinds).filter((kind) => !used.has(kind))).toEqual([]);
    expect(allKinds().map(({ kind }) => kind)).toEqual(Object.keys(kinds));
  });
});

describe('a reason', () => {
  test('is put into English by its template', () => {
    expect(told(phrase('late', { late: 720, column: 'in', time: '2026-03-02T09:12:00' }))).toEqual({
      key: 'late',
      values: { late: 720, column: 'in', time: '2026-03-02T09:12:00' },
      text: '0:12 late: IN 09:12',
    });
  });

  test('has parts, which are reasons themselves', () => {
    const given = { code: 'OT', multiplier: 1.5, seconds: 3_600 };
    const of = [phrase('of.claimed', { seconds: 5_400 })];
    expect(textOf(phrase('layer.daily', { ...given, of }))).toBe(
      'OT × 1.5: 1:00 beyond the daily time, of 1:30',
    );
    expect(textOf(phrase('layer.daily', { ...given, of: [] }))).toBe('OT × 1.5: 1:00 beyond the daily time');
    const terminals = ['TEST1', 'TEST2'];
    const open = phrase('pending.logs', { terminals });
    expect(textOf(phrase('status.pending', { lacks: phrase('pending.half', {}), open }))).toBe(
      'a punch is missing, and the window is over, but not every log has been read past it: TEST1, TEST2',
    );
  });

  test('takes what people have written as it is, also where it looks like a template', () => {
    const why = 'for {name}, $& and $1';
    expect(textOf(phrase('status.set', { status: 'absent', why }))).toBe(`absent was set by HR: ${why}`);
  });

  test('of a later version is shown by its key', () => {
    expect(textOf({ key: 'of-tomorrow', values: {} })).toBe('of-tomorrow');
    expect(textOf({ key: 'toString', values: {} })).toBe('toString');
  });

  test('fits its schema, which knows the keys of the table alone', () => {
    const reason = phrase('plan.shift', {
      times: [phrase('column.time', { column: 'in', time: '2026-03-02T09:00:00' })],
    });
    expect(Phrase.parse(reason)).toEqual(reason);
    expect(ReasonKey.safeParse('of-tomorrow').success).toBe(false);
  });
});
