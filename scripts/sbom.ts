/** `npm run sbom` writes the bills of materials of what is deployed on AWS: the functions and the console. @module */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { lambdaNames } from '#infra/lambdas.ts';
import { billOfMaterials } from './sbom/bill-of-materials.ts';
import { filesOfConsole, filesOfFunctions } from './sbom/deployed.ts';

const root = join(import.meta.dirname, '..');
const help = `Usage: npm run sbom -- [--out FOLDER]

Writes functions.cdx.json and console.cdx.json (CycloneDX 1.5): the packages that have a part in the functions of AWS and in the
console, with versions, licences and hashes. The bridge's is in each of its releases (npm run release).

  --out FOLDER   where to write; default: dist/sbom
`;

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'dist/sbom') },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function main(): Promise<void> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const folder = resolve(values.out);
  mkdirSync(folder, { recursive: true });
  const programs = [
    { part: 'functions', files: await filesOfFunctions(lambdaNames) },
    { part: 'console', files: await filesOfConsole() },
  ];
  for (const { part, files } of programs) {
    const bill = billOfMaterials({ name: `rollcall-${part}`, version, files });
    const file = join(folder, `${part}.cdx.json`);
    writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
    process.stdout.write(`${file}: ${bill.components.length} packages\n`);
  }
}

if (values.help) process.stdout.write(help);
else await main();
