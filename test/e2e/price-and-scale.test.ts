import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

function printed(script: string): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--json'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([script, status, stderr]).toEqual([script, 0, '']);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

test('a month costs what the aims allow', () => {
  expect(printed('scripts/cost.ts')).toEqual({
    centsPerUserMonth: {
      '50': expect.any(Number),
      '1000': expect.any(Number),
      '20000': expect.any(Number),
      '1000000': expect.any(Number),
    },
  });
});

test('the rush at nine passes through the real stores, and no key is asked too much', () => {
  expect(printed('scripts/simulate-scale.ts')).toEqual({
    hottestKeyWritesPerSecond: expect.any(Number),
    hottestKeyReadsPerSecond: expect.any(Number),
    secondsUntilCurrent: { '20000': expect.any(Number), '1000000': expect.any(Number) },
  });
});
