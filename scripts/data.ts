/** `npm run data` writes the items of a data folder to a file, and puts those of a file into a new one. @module */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { exportData, importData } from '#infra/local/data-file.ts';
import { StartFailure } from '#infra/local/start-failure.ts';

const help = `Writes the items of a data folder to a file, or puts those of a file into a data folder that has none.

  npm run data -- export FILE [--data DIR]
  npm run data -- import FILE [--data DIR]

  FILE         a line of JSON for each item: {"table":"main","item":{…}}, in DynamoDB's JSON
  --data DIR   the data folder (.rollcall)

Stop Rollcall on the folder before. Waiting messages and exported files are not part of it; the deployment's secret
(cloud/deployment-secret) is not either: copy that file by hand, for who has both has everything.
`;

/** A command line that is wrong. */
class UsageError extends Error {}

function readOptions() {
  try {
    return parseArgs({
      options: { data: { type: 'string', default: '.rollcall' }, help: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function main(): Promise<void> {
  const { values, positionals } = readOptions();
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const [what, name, ...more] = positionals;
  if ((what !== 'export' && what !== 'import') || name === undefined || more.length > 0) {
    throw new UsageError('It takes "export FILE" or "import FILE".');
  }
  const dataDir = resolve(values.data);
  const file = resolve(name);
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  if (what === 'export') {
    if (!existsSync(dataDir)) throw new StartFailure(`There is no data folder ${dataDir}.`);
    process.stdout.write(`${await exportData(dataDir, file, log)} items written to ${file}.\n`);
    return;
  }
  if (!existsSync(file)) throw new StartFailure(`There is no file ${file}.`);
  process.stdout.write(`${await importData(dataDir, file, log)} items imported into ${dataDir}.\n`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof StartFailure)) throw error;
  process.stderr.write(`${error.message}\n${error instanceof UsageError ? `\n${help}` : ''}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
