import { expect, test } from 'vitest';
import { runChaos } from './run.ts';

test('whatever goes wrong, every punch that the terminals hold is in the cloud exactly once', async () => {
  // A taste of it: CI lets it rage for a minute, with `npm run chaos`.
  const outcome = await runChaos({ seconds: 5, seed: 20_260_101, terminals: 3 });
  expect(outcome).toMatchObject({ missing: [], invented: [], repeated: [], violations: [] });
  expect(outcome.held).toBeGreaterThan(100);
  expect(outcome.counts.kill ?? 0).toBeGreaterThan(0);
});
