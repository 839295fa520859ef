import { expect, test } from 'vitest';
import { isSameStored } from './is-same.ts';

test('the order of fields, and what is undefined, make no difference; anything else does', () => {
  const was = [{ rosterId: 'crew', from: '2026-03-01', to: null }];
  expect(isSameStored(was, [{ to: null, from: '2026-03-01', rosterId: 'crew', note: undefined }])).toBe(true);
  expect(isSameStored(was, [{ to: '2026-03-02', from: '2026-03-01', rosterId: 'crew' }])).toBe(false);
  expect(isSameStored(undefined, null)).toBe(true);
  expect(isSameStored([1, 2], [2, 1])).toBe(false);
});
