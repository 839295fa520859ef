/** `npm run fuzz` feeds every parser with random and damaged input. @module */

import { parseArgs } from 'node:util';
import { protocolTargets } from './fuzz/protocol-targets.ts';
import { pushTargets } from './fuzz/push-targets.ts';
import { recordTargets } from './fuzz/record-targets.ts';
import { type FuzzResult, fuzz } from './fuzz/run-fuzz.ts';
import { fuzzTransfers } from './fuzz/transfer-fuzz.ts';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});
const inputs = Number(values.inputs);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const targets = [...protocolTargets, ...recordTargets, ...pushTargets].filter(
  ({ name }) => values.only === undefined || name === values.only,
);

function report({ name, inputs: fed, understood, seconds }: FuzzResult): void {
  process.stdout.write(
    `${name.padEnd(24)}${String(fed).padStart(9)} inputs  ${String(understood).padStart(9)} understood  ${seconds.toFixed(1)} s\n`,
  );
}

process.stdout.write(`seed ${seed}\n`);
for (const target of targets) report(fuzz(target, inputs, seed));
if (values.only === undefined) report(await fuzzTransfers(Math.ceil(inputs / 50), seed));
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`nothing went wrong; peak memory ${peakMegabytes} MB\n`);
