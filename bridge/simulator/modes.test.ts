import { expect, test } from 'vitest';
import { behaviourOf, describeModes } from '#bridge/simulator/modes.ts';

test('modes combine', () => {
  expect(behaviourOf(['frame1008', 'coalesce', 'comm-key:12345', 'no-1503:4989'])).toMatchObject({
    maxPayloadBytes: 1008,
    coalesce: true,
    commKey: 12_345,
    bufferRefusal: 4989,
  });
});

test.each(['nope', 'fragment:', 'fragment:x', 'rec41', 'comm-key:1234567', ''])('"%s" is refused', (name) => {
  expect(() => behaviourOf([name])).toThrow(RangeError);
});

test('the help names every mode', () => {
  for (const name of ['inline', 'lying-length', 'silent-mid:N', 'second-client', 'wrap', 'rec8b']) {
    expect(describeModes()).toContain(name);
  }
});
