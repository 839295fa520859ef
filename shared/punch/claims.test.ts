import { expect, test } from 'vitest';
import { aPin, aUserId } from '#test/support/ids.ts';
import { idOfUserCreatedFor, pinOfUser, pinOnTerminal, userIdOfPin } from './claims.ts';
import { canonicalPinOf } from './pin.ts';
import { canonicalUserId } from './user-id.ts';

test.each([
  ['0701', '701'],
  ['701', '00701'],
  ['A-7', 'A-7'],
])('the user %s claims the PIN %s', (id, pin) => {
  const userId = aUserId(id);
  const canonical = canonicalPinOf(aPin(pin));
  expect(pinOfUser(userId)).toBe(canonical);
  expect(userIdOfPin(canonical)).toBe(canonicalUserId(userId));
});

test.each(['07', '7A'])('another user does not claim the PIN %s', (pin) => {
  expect(pinOfUser(aUserId('70'))).not.toBe(canonicalPinOf(aPin(pin)));
});

test('a user who is created for a PIN, and a user who is entered on a terminal, keep their zeros', () => {
  expect(idOfUserCreatedFor(aPin('0701'))).toBe('0701');
  expect(pinOnTerminal(aUserId('0701'))).toBe('0701');
});
