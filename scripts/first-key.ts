/** `npm run first-key` makes the organisation and the first administrator's API key of a deployment on AWS. @module */

import { parseArgs } from 'node:util';
import { makeFirstKey } from '#functions/first-start.ts';
import { StartFailure } from '#infra/local/start-failure.ts';
import { troubleWithAws } from './operator/aws-trouble.ts';
import { withDeployment } from './operator/deployment.ts';

const usage =
  'Usage: npm run first-key -- --main-table NAME --operations-table NAME [--name NAME]\n' +
  'Both tables are outputs of the stacks. The credentials are those of your AWS configuration; AWS_REGION says where.';

/** @throws StartFailure for a command line that names no tables */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        'main-table': { type: 'string' },
        'operations-table': { type: 'string' },
        // Earlier versions asked for it, and scripts of theirs may still give it.
        'sheets-queue-url': { type: 'string' },
        name: { type: 'string', default: 'first administrator' },
      },
    });
    const { 'main-table': mainTable, 'operations-table': operationsTable, name } = values;
    if (mainTable !== undefined && operationsTable !== undefined) return { mainTable, operationsTable, name };
  } catch {
    // An option that there is not: the text says which there are.
  }
  throw new StartFailure(usage);
}

try {
  const { name, ...tables } = readOptions();
  const key = await withDeployment({ kind: 'aws', ...tables }, (runtime) => makeFirstKey(runtime, name));
  process.stdout.write(`${key}\n`);
} catch (error) {
  const known = troubleWithAws(error) ?? error;
  if (!(known instanceof StartFailure)) throw error;
  process.stderr.write(`${known.message}\n`);
  process.exitCode = known.message === usage ? 2 : 1;
}
