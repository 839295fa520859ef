import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isProblem } from '#shared/errors.ts';
import { decodeCursor, encodeCursor, isKeyIn, isSortText } from './cursor.ts';

const inUsers = isKeyIn('kindPk', 'acme#USERS');
const position = { kindPk: 'acme#USERS', kindSk: '000701' };
const refused = expect.toSatisfy((error: unknown) => isProblem(error, 'request.cursor'));

test('a cursor comes back as the position that it was made from', () => {
  expect(decodeCursor(encodeCursor(position), inUsers)).toEqual(position);
});

describe('a cursor is refused', () => {
  test.each([
    ['of another organisation', encodeCursor({ ...position, kindPk: 'other#USERS' })],
    ['of another list', encodeCursor({ ...position, kindPk: 'acme#TERMINALS' })],
    ['without one of its attributes', encodeCursor({ kindPk: 'acme#USERS' })],
    ['with an attribute more', encodeCursor({ ...position, arrivalPk: 'x' })],
    ['with a number in it', encodeCursor({ ...position, kindSk: 7 })],
    ['with an empty attribute', encodeCursor({ ...position, kindSk: '' })],
    ['with an attribute that no key can hold', encodeCursor({ ...position, kindSk: 'x'.repeat(1025) })],
    ['that is a list', encodeCursor(['acme#USERS'])],
    ['that is null', encodeCursor(null)],
    ['that is text', encodeCursor('acme#USERS')],
    ['that is no JSON', Buffer.from('{').toString('base64url')],
    ['that is no base64', '%%%'],
    ['that is empty', ''],
  ])('%s', (_, cursor) => {
    expect(() => decodeCursor(cursor, inUsers)).toThrow(refused);
  });
});

test('whatever a cursor says, it is read or refused', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((text) => encodeCursor(JSON.parse(text))),
      ),
      (cursor) => {
        expect(() => decodeCursor(cursor, inUsers)).toThrow(refused);
      },
    ),
  );
});

test('the refusal shows no more than the beginning of the cursor', () => {
  try {
    decodeCursor('x'.repeat(2_000), inUsers);
    expect.unreachable();
  } catch (error) {
    expect(isProblem(error, 'request.cursor') && error.facts.cursor).toBe('x'.repeat(40));
  }
});

test('a sort text is counted in bytes', () => {
  expect(isSortText('ü'.repeat(512))).toBe(true);
  expect(isSortText('ü'.repeat(513))).toBe(false);
});
