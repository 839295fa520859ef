import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aPin, aSerial, aUserId } from '#test/support/ids.ts';
import type { LocalDate } from '../time/wall-time.ts';
import { type ClaimLink, claimantOf, possibleClaimants } from './claims.ts';
import { canonicalPinOf } from './pin.ts';

const pin = canonicalPinOf(aPin('7'));
const dates = ['2026-03-01', '2026-03-02', '2026-03-03'] as LocalDate[];
const terminals = ['A', 'B'].map(aSerial);
const link: fc.Arbitrary<ClaimLink> = fc.record({
  target: fc.oneof(
    fc.constant({ kind: 'ignored' } as const),
    fc.constantFrom('x', 'y', '07').map((id) => ({ kind: 'user' as const, userId: aUserId(id) })),
  ),
  terminal: fc.option(fc.constantFrom(...terminals), { nil: undefined }),
  from: fc.option(fc.constantFrom(...dates), { nil: undefined }),
  withdrawn: fc.option(fc.constant({}), { nil: undefined }),
});
const uses = terminals.flatMap((serial) => dates.map((date) => ({ serials: [serial], date })));

test('links that are withdrawn change nothing, and whoever claims a punch is among those who may', () => {
  fc.assert(
    fc.property(fc.array(link, { maxLength: 6 }), (links) => {
      const counting = links.filter(({ withdrawn }) => withdrawn === undefined);
      const undone = links.map((each) => ({ ...each, withdrawn: {} }));
      for (const use of uses) {
        const claimant = claimantOf(pin, links, use);
        expect(claimant).toEqual(claimantOf(pin, counting, use));
        expect(claimantOf(pin, undone, use)).toEqual({ kind: 'user', userId: '7' });
        if (claimant.kind === 'user') expect(possibleClaimants(pin, links)).toContain(claimant.userId);
      }
    }),
  );
});

test('of the links that name a punch the one entered last counts, and one that names another changes nothing', () => {
  fc.assert(
    fc.property(fc.array(link, { maxLength: 6 }), link, (links, last) => {
      const added = { ...last, withdrawn: undefined };
      for (const use of uses) {
        const isNamed =
          (added.terminal === undefined || use.serials.includes(added.terminal)) &&
          (added.from === undefined || added.from <= use.date);
        const { target } = added;
        const wanted =
          target.kind === 'ignored' ? target : { kind: 'user', userId: target.userId.replace(/^0+/, '') };
        expect(claimantOf(pin, [...links, added], use)).toEqual(
          isNamed ? wanted : claimantOf(pin, links, use),
        );
      }
    }),
  );
});

test('a user whose creation was undone does not get its PIN back by itself', () => {
  const created: ClaimLink = { target: { kind: 'user', userId: aUserId('07') }, created: true };
  const use = { serials: ['A'], date: '2026-03-01' as LocalDate };
  expect(claimantOf(pin, [created], use)).toEqual({ kind: 'user', userId: '7' });
  const undone = { ...created, withdrawn: {} };
  expect(claimantOf(pin, [undone], use)).toEqual({ kind: 'nobody' });
  expect(claimantOf(pin, [undone, created], use)).toEqual({ kind: 'user', userId: '7' });
});
