/** `npm run deploy-schema` writes `deploy/schema.json`, which editors check a deployment file with; `--check` only compares. @module */

import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { DeployFile } from '#infra/config/deployment.ts';

const file = new URL('../deploy/schema.json', import.meta.url);
const schema = z.toJSONSchema(DeployFile, { io: 'input', unrepresentable: 'any' });
const text = `${JSON.stringify({ title: 'Deployments of Rollcall', ...schema }, null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write('deploy/schema.json does not match infra/config. Run: npm run deploy-schema\n');
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}
