/**
 * `npm run openapi` writes `docs/openapi.json` from the contract and the examples that `npm run examples` has recorded; with
 * `--check` it only compares.
 * @module
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { documentText } from '#shared/contract/openapi/document-text.ts';

const file = new URL('../docs/openapi.json', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const recorded = new URL('../docs/examples/', import.meta.url);
const text = documentText(
  version,
  readdirSync(recorded)
    .sort()
    .map((name) => readFileSync(new URL(name, recorded), 'utf8')),
);

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write('docs/openapi.json does not match shared/contract. Run: npm run openapi\n');
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}
