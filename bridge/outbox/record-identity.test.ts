import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordField } from '#shared/contract/bridge-intake.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { fitRecord } from './fit-record.ts';
import { recordIdentity } from './record-identity.ts';

const time = fc.constantFrom('2026-03-01 08:00:00', '2026-03-01 08:00:01', '2026-02-31 08:00:00', '');
const aPunch: fc.Arbitrary<TerminalRecord> = fc.record({
  pin: fc.constantFrom('7', '07', '8', 'A b', ''),
  time,
  status: fc.nat(2),
  verify: fc.nat(2),
  workCode: fc.constantFrom('', '1'),
});
const anyRecord: fc.Arbitrary<TerminalRecord> = fc.record(
  {
    pin: fc.string({ unit: 'binary', maxLength: 200 }),
    time: fc.string({ maxLength: 80 }),
    status: fc.oneof(fc.integer(), fc.double()),
    verify: fc.oneof(fc.integer(), fc.double()),
    workCode: fc.string({ maxLength: 80 }),
    raw: fc.string({ maxLength: 3000 }),
  },
  { requiredKeys: ['pin', 'time', 'status', 'verify', 'workCode'] },
);

const isPunch = ({ pin, time: at }: TerminalRecord) => /^[78]$|^07$/.test(pin) && at.startsWith('2026-03-01');

test('two records are the same exactly when what identifies them is', () => {
  fc.assert(
    fc.property(aPunch, aPunch, (a, b) => {
      const key = ({ pin, time: at, status, verify, workCode }: TerminalRecord, whole: boolean) =>
        JSON.stringify(whole ? [pin, at, status, verify, workCode] : [pin, at, status]);
      const same = isPunch(a) === isPunch(b) && key(a, !isPunch(a)) === key(b, !isPunch(b));
      expect(recordIdentity(a).equals(recordIdentity(b))).toBe(same);
    }),
    { numRuns: 3000 },
  );
});

test('the identities of a log are in the order of its times', () => {
  const times = ['2025-12-31 23:59:59', '2026-01-01 00:00:00', '2026-01-01 00:00:01', '2026-10-01 00:00:00'];
  const identities = times.map((at) =>
    recordIdentity({ pin: '7', time: at, status: 0, verify: 1, workCode: '' }),
  );
  expect(identities.toSorted(Buffer.compare)).toEqual(identities);
});

test('any record can be made to fit the contract, and one that fits is left as it is', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const fitted = fitRecord(record);
      expect(RecordField.safeParse(fitted).success).toBe(true);
      expect(fitRecord(fitted)).toBe(fitted);
    }),
    { numRuns: 2000 },
  );
});
