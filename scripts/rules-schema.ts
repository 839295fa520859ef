/** `npm run rules-schema` writes `docs/rules.schema.json`; with `--check` it only compares. @module */

import { readFileSync, writeFileSync } from 'node:fs';
import { rulesFileJsonSchema } from '#shared/attendance/index.ts';

const file = new URL('../docs/rules.schema.json', import.meta.url);
const text = `${JSON.stringify(rulesFileJsonSchema(), null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(
      'docs/rules.schema.json does not match shared/attendance. Run: npm run rules-schema\n',
    );
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}
