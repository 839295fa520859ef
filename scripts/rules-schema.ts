// Writes docs/rules.schema.json, the JSON Schema of a rules file; with --check it only says whether the committed file is
// up to date.
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
