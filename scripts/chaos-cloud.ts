/** `npm run chaos:cloud` lets the troubles of AWS loose on the functions, with as many seeds as wanted. @module */

import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const help = `Brings throttling, answers in parts, time-outs after the effect, functions that are stopped in the middle, and messages
twice and in another order upon the functions of a local cloud, while a week of a small company goes through them.

  npm run chaos:cloud -- [--seeds N] [--seed S]

  --seeds N   how many weeks, each with other troubles (10)
  --seed S    the first seed; default: a random one, which the names of the tests show

A week takes 3 to 5 s on a quiet machine, 2 of which a message rests whose function was stopped. Each further time in a row it rests 2 s more,
so that up to 20 s are no fault.

Ends with 0 when each week has the same users, punches, sheets and entries as an undisturbed one.
`;

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(randomInt(1, 1_000_000)) },
      help: { type: 'boolean', default: false },
    },
  });
  const [seeds, seed] = [Number(values.seeds), Number(values.seed)];
  const isUnderstood = Number.isInteger(seeds) && seeds > 0 && Number.isInteger(seed) && seed > 0;
  if (values.help || !isUnderstood) {
    process.stdout.write(help);
    return values.help ? 0 : 2;
  }
  const child = spawn(process.execPath, [vitest, 'run', 'test/integration/injected-failures.test.ts'], {
    env: { ...process.env, ROLLCALL_CHAOS_SEEDS: `${seed}+${seeds}` },
    stdio: 'inherit',
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

process.exitCode = await main();
