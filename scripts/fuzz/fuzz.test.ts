import { expect, test } from 'vitest';
import { FuzzSource } from './fuzz-source.ts';
import { protocolTargets } from './protocol-targets.ts';
import { recordTargets } from './record-targets.ts';
import { fuzz } from './run-fuzz.ts';
import { fuzzTransfers } from './transfer-fuzz.ts';

const inputs = 100_000;

test.each([...protocolTargets, ...recordTargets])(
  '$name: a hundred thousand inputs, none of them wrong',
  (target) => {
    const { understood } = fuzz(target, inputs, 1);
    expect(understood).toBeGreaterThan(inputs / 100);
    expect(understood).toBeLessThan(inputs);
  },
);

test('whole conversations with damaged answers end with the log or with a fault', async () => {
  const { inputs: conversations, understood } = await fuzzTransfers(1_500, 1);
  expect(conversations).toBe(1_500);
  expect(understood).toBeGreaterThan(150);
});

test('an input is repeated by its seed, and a violation names it', () => {
  const bytes = () => new FuzzSource(7).bytes(50).toString('hex');
  expect(bytes()).toBe(bytes());
  const target = {
    name: 'sample',
    run: (source: FuzzSource) => {
      if (source.below(10) === 3) throw new Error('three');
      return true;
    },
  };
  expect(() => fuzz(target, 1_000, 1)).toThrow(/sample: input \d+ of seed 1/);
});
