/**
 * `npm run bench:month` measures a month of a company on one machine: the whole program from terminals to CSV, the
 * generation of sheets alone and its repetition, the requests and units of a row, beside two floors. It exits with 1 when a
 * target is missed.
 * @module
 */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { machine } from '../download/report.ts';
import type { GenerationReport } from './generation.ts';
import { runWhole } from './whole.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '2100' },
    'generation-people': { type: 'string', default: '10000' },
    json: { type: 'boolean', default: false },
  },
});
const people = Number(values.people);
const many = Number(values['generation-people']);
const unitsPeople = 100;
const megabyte = 1_048_576;
const print = (line = '') => process.stdout.write(`${line}\n`);

const generationFile = fileURLToPath(new URL('./generation.ts', import.meta.url));

async function generate(count: number, ...options: string[]): Promise<GenerationReport> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    generationFile,
    '--people',
    String(count),
    ...options,
  ]);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as GenerationReport;
}

interface Target {
  name: string;
  value: number;
  most: number;
}

const seconds = (value: number) => `${value.toFixed(1)} s`;
const megabytes = (bytes: number) => `${Math.round(bytes / megabyte)} MB`;

function printGeneration({ people: count, first, again, peakBytes, floors }: GenerationReport): void {
  print(
    `Generation alone, ${count.toLocaleString('en')} people: ${seconds(first.seconds)} for ${first.rows.toLocaleString('en')} rows, ` +
      `repeated without a change ${seconds(again.seconds)} (${(again.seconds / first.seconds).toFixed(2)} of it); peak of the process ${megabytes(peakBytes)}.`,
  );
  print(
    `  floors: the engine alone ${seconds(floors.engineSeconds)}, a bare conditional put for each row ${seconds(floors.putSeconds)}`,
  );
}

print(`A month of ${people.toLocaleString('en')} people on one machine, ${machine()}`);
print('npm run bench:month');
print();
const { first, again } = await runWhole(people);
print(
  `Terminals to CSV: ${first.records.toLocaleString('en')} records, ${first.rows.toLocaleString('en')} rows in ${seconds(first.seconds)}, ` +
    `at most ${megabytes(first.peakBytes)} in all processes; started again ${seconds(again.seconds)}.`,
);
const small = await generate(people);
printGeneration(small);
const large = await generate(many);
printGeneration(large);
const counted = await generate(unitsPeople, '--units');
const perRow = (value: number, rows: number) => (value / rows).toFixed(2);
print(
  `Per row: ${perRow(counted.first.requests, counted.first.rows)} requests, ${perRow(counted.first.writeUnits, counted.first.rows)} write units, ` +
    `${perRow(counted.first.readUnits, counted.first.rows)} read units; repeated ${perRow(counted.again.requests, counted.again.rows)} requests, ` +
    `${perRow(counted.again.readUnits, counted.again.rows)} read units.`,
);

const scale = people / 2_100;
const targets: Target[] = [
  { name: 'terminals to CSV, s', value: first.seconds, most: 100 * scale },
  { name: 'memory of all processes, MB', value: first.peakBytes / megabyte, most: 1_024 },
  { name: `generation of ${people}, s`, value: small.first.seconds, most: 25 * scale },
  { name: `generation of ${many}, s`, value: large.first.seconds, most: (120 * many) / 10_000 },
  // A fifth of what a generation may take: a share of what it took would grow with every second spared there.
  { name: 'repeated without a change, s', value: large.again.seconds, most: (24 * many) / 10_000 },
];
print();
for (const { name, value, most } of targets) {
  print(`${value <= most ? 'reached' : 'MISSED '}  ${name}: ${value.toFixed(2)}, at most ${most.toFixed(2)}`);
}
if (values.json) {
  print(JSON.stringify({ benchmark: 'month', people, first, again, small, large, counted, targets }));
}
process.exitCode = targets.every(({ value, most }) => value <= most) ? 0 : 1;
