/** `npm run check:console` builds the console and checks what it weighs, and that it holds nothing that its policy forbids. @module */

import { freshConsole } from '../infra/console/build.ts';
import { forbiddenInConsole } from './console/forbidden.ts';
import { weighConsole } from './console/weigh.ts';

const folder = await freshConsole();
const weights = await weighConsole(folder);
const tooHeavy = weights.filter(({ bytes, mostBytes }) => bytes > mostBytes);
const forbidden = await forbiddenInConsole(folder);

const kilobytes = (bytes: number) => (bytes / 1_024).toFixed(1).padStart(8);
process.stdout.write(`${'KB'.padStart(8)} ${'at most'.padStart(8)}\n`);
for (const { what, bytes, mostBytes } of weights) {
  process.stdout.write(
    `${kilobytes(bytes)} ${kilobytes(mostBytes)}  ${what}${bytes > mostBytes ? '  TOO HEAVY' : ''}\n`,
  );
}
for (const sentence of forbidden) process.stdout.write(`${sentence}\n`);
if (tooHeavy.length + forbidden.length > 0) {
  process.stderr.write('The console is too heavy, or holds what its policy forbids.\n');
  process.exitCode = 1;
}
