import { expect, test } from 'vitest';
import { runChaos } from './run.ts';

test('whatever goes wrong, every punch that the terminals hold is in the cloud exactly once', async () => {
  const outcome = await runChaos({ seconds: 15, seed: 20_260_101, terminals: 4 });
  expect(outcome).toMatchObject({ missing: [], invented: [], repeated: [], violations: [] });
  expect(outcome.held).toBeGreaterThan(500);
  expect(outcome.counts.kill).toBeGreaterThan(0);
}, 180_000);
