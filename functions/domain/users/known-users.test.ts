import { expect, test } from 'vitest';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { aUserId } from '#test/support/ids.ts';
import type { StoredUser } from '../../store/users.ts';
import { KnownUsers } from './known-users.ts';

function aUser(id: string): StoredUser {
  return {
    id: aUserId(id),
    status: 'active',
    origin: { kind: 'manual', at: '2026-03-02T00:00:00Z' as Instant },
    rosterAssignments: [],
    issuedOnFollowsPunches: false,
    version: 1,
  };
}

const canonical = (id: string) => canonicalUserId(aUserId(id));

test('a user is remembered for its own organisation, under its canonical id', () => {
  const known = new KnownUsers();
  known.add('a', aUser('0701'));
  expect(known.get('a', canonical('701'))?.id).toBe('0701');
  expect(known.get('b', canonical('701'))).toBeUndefined();
  known.forget('a', canonical('701'));
  expect(known.get('a', canonical('701'))).toBeUndefined();
});

test('only the latest 50,000 users are remembered', () => {
  const known = new KnownUsers();
  for (let id = 1; id <= 50_001; id += 1) known.add('a', aUser(String(id)));
  expect(known.get('a', canonical('1'))).toBeUndefined();
  expect(known.get('a', canonical('50001'))?.id).toBe('50001');
});

test('work on the same users is done one after another, also where it fails, and on others at once', async () => {
  const known = new KnownUsers();
  const done: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = known.inTurn('a', [canonical('1'), canonical('2')], async () => {
    await gate.promise;
    done.push('first');
    throw new Error('the table did not answer');
  });
  const second = known.inTurn('a', [canonical('2'), canonical('3')], async () => done.push('second'));
  const third = known.inTurn('a', [canonical('3')], async () => done.push('third'));
  await known.inTurn('a', [canonical('4')], async () => done.push('of another'));
  await known.inTurn('b', [canonical('1')], async () => done.push('of another organisation'));
  gate.resolve();
  await expect(first).rejects.toThrow('did not answer');
  await Promise.all([second, third]);
  await known.inTurn('a', [canonical('2')], async () => done.push('later'));
  expect(done).toEqual(['of another', 'of another organisation', 'first', 'second', 'third', 'later']);
});
