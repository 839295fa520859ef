import { expect, test } from 'vitest';
import { conditionOf, statementOf } from './put-statement.ts';

const item = { pk: 'a', sk: 'b', status: 'present', note: undefined, stamp: '2' };

test('without anything seen the item must not be there', () => {
  expect(statementOf('t', { item, mayHave: [] })).toEqual({
    Statement: `INSERT INTO "t" VALUE {'pk': ?, 'sk': ?, 'status': ?, 'stamp': ?}`,
    Parameters: ['a', 'b', 'present', '2'],
  });
  expect(conditionOf({ item, mayHave: [] })).toEqual({ ConditionExpression: 'attribute_not_exists(pk)' });
});

test('over what was seen every attribute is set or taken away, under the same condition in both forms', () => {
  const put = { item, seen: { stamp: '1', lock: undefined }, mayHave: ['note', 'lock', 'status'] };
  expect(statementOf('t', put)).toEqual({
    Statement:
      'UPDATE "t" SET "status" = ? SET "stamp" = ? REMOVE "note" REMOVE "lock" ' +
      'WHERE "pk" = ? AND "sk" = ? AND "stamp" = ? AND "lock" IS MISSING',
    Parameters: ['present', '2', 'a', 'b', '1'],
  });
  expect(conditionOf(put)).toEqual({
    ConditionExpression: '#stamp = :stamp AND attribute_not_exists(#lock)',
    ExpressionAttributeNames: { '#stamp': 'stamp', '#lock': 'lock' },
    ExpressionAttributeValues: { ':stamp': '1' },
  });
});
