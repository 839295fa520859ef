/** `npm run first-key` makes the organisation and the first administrator's API key of a deployment on AWS. @module */

import { parseArgs } from 'node:util';
import { makeFirstKey } from '#functions/first-start.ts';
import { openRuntime } from '#functions/runtime.ts';

const { values } = parseArgs({
  options: {
    'main-table': { type: 'string' },
    'operations-table': { type: 'string' },
    'sheets-queue-url': { type: 'string' },
    name: { type: 'string', default: 'first administrator' },
  },
});
const wanted = {
  MAIN_TABLE: values['main-table'],
  OPERATIONS_TABLE: values['operations-table'],
  SHEETS_QUEUE_URL: values['sheets-queue-url'],
};
if (Object.values(wanted).some((value) => value === undefined)) {
  process.stderr.write(
    'Usage: npm run first-key -- --main-table NAME --operations-table NAME --sheets-queue-url URL [--name NAME]\n' +
      'The three values are outputs of the stacks.\n',
  );
  process.exit(2);
}
for (const [name, value] of Object.entries(wanted)) process.env[name] = value;
process.stdout.write(`${await makeFirstKey(openRuntime(), values.name)}\n`);
