/** `npm run build:bridge` packs the bridge and Node into one executable file for this kind of machine. @module */

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bridgeProgram, makeExecutable } from './release/executable.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(import.meta.dirname, '../dist') },
    // Public key in PEM whose releases the bridge takes as updates.
    'release-key': { type: 'string' },
  },
});
const name = process.platform === 'win32' ? 'rollcall-bridge.exe' : 'rollcall-bridge';
const file = join(resolve(values.out), name);
const key = values['release-key'];
const program = await bridgeProgram(key === undefined ? undefined : readFileSync(key, 'utf8'));
makeExecutable({ program, runtime: process.execPath, maker: process.execPath, file });
process.stdout.write(`${file}\n`);
