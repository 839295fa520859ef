import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { aUserId } from '#test/support/ids.ts';
import { SheetMessage, touchedDaysMessages } from './sheet-messages.ts';

const first = '2026-01-01' as LocalDate;

test('every touched day is in exactly one message, sorted, and no message grows without bound', () => {
  const user = fc.tuple(fc.nat(99), fc.uniqueArray(fc.nat(365), { minLength: 1, maxLength: 60 }));
  fc.assert(
    fc.property(fc.uniqueArray(user, { selector: ([id]) => id, maxLength: 30 }), (users) => {
      const touched = new Map(
        users.map(([id, days]) => [aUserId(String(id)), new Set(days.map((day) => addDays(first, day)))]),
      );
      const messages = touchedDaysMessages('default', touched);
      const seen = new Map<string, string[]>();
      for (const message of messages) {
        expect(SheetMessage.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
        expect(message.users.slice(0, -1).reduce((sum, { dates }) => sum + dates.length, 0)).toBeLessThan(
          600,
        );
        for (const { userId, dates } of message.users) {
          expect(seen.has(userId)).toBe(false);
          seen.set(userId, dates);
        }
      }
      expect(seen).toEqual(new Map([...touched].map(([id, dates]) => [id, [...dates].sort()])));
    }),
  );
});

test('nothing touched makes no message', () => {
  expect(touchedDaysMessages('default', new Map())).toEqual([]);
});

test.each([
  ['of an unknown kind', { kind: 'forget-everything', organisation: 'default' }],
  [
    'without an organisation',
    { kind: 'touched-days', organisation: '', users: [{ userId: '7', dates: [first] }] },
  ],
  [
    'with a date that does not exist',
    { kind: 'touched-days', organisation: 'a', users: [{ userId: '7', dates: ['2026-02-30'] }] },
  ],
])('a message %s is refused', (_, message) => {
  expect(SheetMessage.safeParse(message).success).toBe(false);
});
