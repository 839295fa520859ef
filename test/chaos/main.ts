/** Command line of the chaos test: reads options, runs it, and reports lost, doubled or invented punches. @module */

import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type ChaosOutcome, isSound, runChaos } from './run.ts';

const help = `Lets everything go wrong at once, and checks whether a punch was lost, counted twice or invented.

  npm run chaos -- [--minutes N] [--seed S] [--terminals N] [--real]

  --minutes N     how long things go wrong (1); fractions are taken
  --seed S        of what goes wrong; printed, so that a run can be repeated
  --terminals N   simulated terminals (5)
  --real          the real functions on this machine, instead of a cloud of a few lines

Terminals drop, stall, restart, grow and change their clocks; the cloud refuses, fails, throttles, hangs and loses answers
after storing; the bridge is killed, and its outbox overwritten. Ends with 0 when every punch that the terminals hold is in
the cloud exactly once.
`;

const shown = 5;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function list(what: string, identities: readonly string[]): void {
  if (identities.length > 0) say(`${identities.length} ${what}: ${identities.slice(0, shown).join('  ')}`);
}

function report(outcome: ChaosOutcome): void {
  const acts = Object.entries(outcome.counts).sort(([a], [b]) => (a < b ? -1 : 1));
  say(`What happened: ${acts.map(([act, times]) => `${act} ${times}`).join(', ')}.`);
  list('punches are missing in the cloud', outcome.missing);
  list('punches in the cloud are on no terminal', outcome.invented);
  list('punches are in the cloud more than once', outcome.repeated);
  for (const violation of outcome.violations) say(`Violation: ${violation}`);
  say(
    isSound(outcome)
      ? `All ${outcome.held} punches are in the cloud exactly once.`
      : `Not all of the ${outcome.held} punches are in the cloud exactly once.`,
  );
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string' },
      terminals: { type: 'string', default: '5' },
      real: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const seed = values.seed === undefined ? randomInt(1, 2 ** 31) : Number(values.seed);
  const minutes = Number(values.minutes);
  const terminals = Number(values.terminals);
  if (!(minutes > 0) || !Number.isInteger(seed) || !(terminals >= 1)) {
    process.stderr.write(help);
    return 2;
  }
  say(
    `Seed ${seed}, ${minutes} min, ${terminals} terminals, ${values.real ? 'the real functions' : 'a scripted cloud'}.`,
  );
  const outcome = await runChaos({ seconds: minutes * 60, seed, terminals, real: values.real, say });
  report(outcome);
  return isSound(outcome) ? 0 : 1;
}

process.exitCode = await main();
