/** Two edits of one person: put together where they can be, told apart where not. @module */

import { describe, expect, it } from 'vitest';
import { changedFields, threeWay } from './three-way.ts';

const base = { name: 'Sample Person 1042', department: 'Stores', phone: undefined };

describe('threeWay', () => {
  it('keeps the changes of both where they touch different fields', () => {
    const result = threeWay(base, { ...base, department: 'Office' }, { ...base, phone: '+60 3 1234 5678' });
    expect(result.merged).toEqual({
      name: 'Sample Person 1042',
      department: 'Office',
      phone: '+60 3 1234 5678',
    });
    expect(result.theirsOnly).toEqual(['phone']);
    expect(result.conflicts).toEqual([]);
  });

  it('asks where both changed a field to different values, and proposes mine', () => {
    const result = threeWay(base, { ...base, department: 'Office' }, { ...base, department: 'Gate' });
    expect(result.conflicts).toEqual([
      { field: 'department', base: 'Stores', mine: 'Office', theirs: 'Gate' },
    ]);
    expect(result.merged.department).toBe('Office');
  });

  it('does not ask where both changed a field to the same', () => {
    const both = { ...base, department: 'Office' };
    const result = threeWay(base, both, both);
    expect(result.conflicts).toEqual([]);
    expect(result.theirsOnly).toEqual([]);
  });

  it('takes a cleared field for a change, and a missing one for an empty one', () => {
    const result = threeWay(base, { ...base, department: '' }, { ...base, department: 'Gate', phone: '' });
    expect(result.conflicts).toEqual([{ field: 'department', base: 'Stores', mine: '', theirs: 'Gate' }]);
    expect(result.theirsOnly).toEqual([]);
  });
});

describe('changedFields', () => {
  it('names fields that differ, in either direction', () => {
    expect(changedFields({ a: '1', b: '2' }, { a: '1', b: '3', c: '4' })).toEqual(['b', 'c']);
    expect(changedFields({ a: '' }, {})).toEqual([]);
  });
});
