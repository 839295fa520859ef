/** `npm run openapi` writes `docs/openapi.json` from the contract; with `--check` it only compares. @module */

import { readFileSync, writeFileSync } from 'node:fs';
import { contract } from '#shared/contract/index.ts';
import { bodyExamples } from '#shared/contract/openapi/body-examples.ts';
import { openApiDocument } from '#shared/contract/openapi.ts';

const file = new URL('../docs/openapi.json', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const text = `${JSON.stringify(openApiDocument(contract, version, bodyExamples), null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write('docs/openapi.json does not match shared/contract. Run: npm run openapi\n');
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}
