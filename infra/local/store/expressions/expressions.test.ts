import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StoreFailure } from '../failure.ts';
import type { Item } from '../values.ts';
import {
  applyUpdate,
  meets,
  Placeholders,
  project,
  readCondition,
  readProjection,
  readUpdate,
} from './index.ts';

const values = { ':one': { N: '1' }, ':a': { S: 'a' }, ':list': { L: [{ S: 'x' }] }, ':set': { SS: ['b'] } };
const item = (): Item => ({
  a: { S: 'abc' },
  n: { N: '2' },
  l: { L: [{ S: 'x' }, { S: 'y' }, { S: 'z' }] },
  m: { M: { k: { N: '1' } } },
  s: { SS: ['a', 'b'] },
});
const placeholders = () => new Placeholders({ '#name': 'name' }, values);

describe('a condition', () => {
  test.each([
    ['begins_with(a, :a)', true],
    ['n > :one AND NOT n = :one', true],
    ['gone <> :one', true],
    ['gone = :one', false],
    ['m.k = :one OR #name = :a', true],
    ['size(l) > n', true],
    ['l[5] = :a', false],
    ['contains(s, :a) and attribute_not_exists(toString)', true],
    ['n BETWEEN :one AND n', true],
    ['a IN (:one, :a)', false],
  ])('%s is %s', (text, expected) => {
    // The range of BETWEEN names its own operand, which DynamoDB refuses.
    if (text.includes('AND n') && text.includes('BETWEEN')) {
      expect(() => readCondition('ConditionExpression', text, placeholders())).toThrow('must be distinct');
      return;
    }
    expect(meets(readCondition('ConditionExpression', text, placeholders()), item())).toBe(expected);
  });

  test.each([
    ['', 'Invalid ConditionExpression: The expression can not be empty;'],
    ['a b c', 'Invalid ConditionExpression: Syntax error; token: "b", near: "a b c"'],
    ['a = ', 'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "= "'],
    ['((a = :a))', 'Invalid ConditionExpression: The expression has redundant parentheses;'],
    [
      'name = :a',
      'Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: name',
    ],
    ['foo(a)', 'Invalid ConditionExpression: Invalid function name; function: foo'],
  ])('%s is refused in the words of DynamoDB', (text, message) => {
    expect(() => readCondition('ConditionExpression', text, placeholders())).toThrow(message);
  });
});

test('an update reads everything before it writes, and keeps the places of a list', () => {
  const changed = item();
  const text =
    'SET n = n + :one, twin = n, l[0] = l[1], l[9] = :a REMOVE l[2], m.k ADD s :set DELETE gone :set';
  applyUpdate(readUpdate(text, placeholders()), changed);
  expect(changed).toEqual({
    a: { S: 'abc' },
    n: { N: '3' },
    twin: { N: '2' },
    l: { L: [{ S: 'y' }, { S: 'y' }, { S: 'a' }] },
    m: { M: {} },
    s: { SS: ['a', 'b'] },
  });
});

test('a projection shows parts of lists in their order', () => {
  expect(project(item(), readProjection('l[2], m.k, l[0]', placeholders()))).toEqual({
    l: { L: [{ S: 'x' }, { S: 'z' }] },
    m: { M: { k: { N: '1' } } },
  });
});

test('whatever is written as an expression is read, or refused, and nothing else happens', () => {
  const pieces = [
    'a',
    ':one',
    '#name',
    '(',
    ')',
    ' AND ',
    ' OR ',
    'NOT ',
    '=',
    '<',
    ' IN ',
    ',',
    '.',
    '[1]',
    'size',
    'SET ',
    'REMOVE ',
    '+',
    ' BETWEEN ',
    '!',
    '"',
    'ADD ',
  ];
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join('')),
  );
  const readers = [
    (each: string) => meets(readCondition('FilterExpression', each, placeholders()), item()),
    (each: string) => project(item(), readProjection(each, placeholders())),
    (each: string) => applyUpdate(readUpdate(each, placeholders()), item()),
  ];
  fc.assert(
    fc.property(text, (each) => {
      for (const read of readers) {
        try {
          read(each);
        } catch (error) {
          if (!(error instanceof StoreFailure)) throw error;
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
