import { expect, test } from 'vitest';
import { TaskId } from './fields.ts';
import { ourIdOf, parseOurId, requireOurId } from './ids.ts';

const ulid = '01KDEMX0C5Y3WZ8T4Q6R7S9V2A';

test('an id that was made is read again as one of its kind', () => {
  expect(parseOurId('tsk', ourIdOf('tsk', ulid))).toBe(`tsk_${ulid}`);
});

test.each(['', ulid, `dl_${ulid}`, `tsk_${ulid}0`, `tsk_${ulid.slice(1)}`, `tsk_${ulid.toLowerCase()}`])(
  '"%s" is not the id of a task',
  (text) => {
    expect(parseOurId('tsk', text)).toBeNull();
    expect(TaskId.safeParse(text).success).toBe(false);
    expect(() => requireOurId('tsk', text)).toThrow(RangeError);
  },
);
