/** A PIN, the id of a user and a serial number cannot be taken for one another; `npm run types` checks this. */
import { expectTypeOf, test } from 'vitest';
import type { pinOfUser, userIdOfPin } from './claims.ts';
import type { CanonicalPin, canonicalPinOf, Pin } from './pin.ts';
import type { Serial } from './serial.ts';
import type { CanonicalUserId, canonicalUserId, UserId } from './user-id.ts';

test('a PIN is not a user id, nor the other way round', () => {
  expectTypeOf<Pin>().not.toExtend<UserId>();
  expectTypeOf<UserId>().not.toExtend<Pin>();
  expectTypeOf<CanonicalPin>().not.toExtend<UserId>();
  expectTypeOf<CanonicalUserId>().not.toExtend<Pin>();
});

test('no other text is one of them', () => {
  expectTypeOf<string>().not.toExtend<UserId>();
  expectTypeOf<string>().not.toExtend<Pin>();
  expectTypeOf<string>().not.toExtend<Serial>();
  expectTypeOf<Serial>().not.toExtend<Pin>();
  expectTypeOf<Serial>().not.toExtend<UserId>();
});

test('each of them can be written and compared as text', () => {
  expectTypeOf<UserId>().toExtend<string>();
  expectTypeOf<Pin>().toExtend<string>();
  expectTypeOf<Serial>().toExtend<string>();
});

test('the form for comparing is one of its kind, and what was entered is not in that form', () => {
  expectTypeOf<CanonicalPin>().toExtend<Pin>();
  expectTypeOf<Pin>().not.toExtend<CanonicalPin>();
  expectTypeOf<CanonicalUserId>().toExtend<UserId>();
  expectTypeOf<UserId>().not.toExtend<CanonicalUserId>();
});

test('only a claim leads from one to the other', () => {
  expectTypeOf<Pin>().not.toExtend<Parameters<typeof canonicalUserId>[0]>();
  expectTypeOf<UserId>().not.toExtend<Parameters<typeof canonicalPinOf>[0]>();
  expectTypeOf<ReturnType<typeof pinOfUser>>().toEqualTypeOf<CanonicalPin>();
  expectTypeOf<ReturnType<typeof userIdOfPin>>().toExtend<UserId>();
});
