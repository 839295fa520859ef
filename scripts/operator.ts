/** `npm run operator` does what only whoever runs a deployment may do: on its data folder, or on AWS with its credentials. @module */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { settleSerial } from '#functions/domain/terminals/index.ts';
import { makeOperatorKey } from '#functions/first-start.ts';
import { type ActingRuntime, actorFor } from '#functions/runtime.ts';
import { keepLocalState, readLocalState } from '#infra/local/start/state.ts';
import { StartFailure } from '#infra/local/start-failure.ts';
import { RollcallError } from '#shared/errors.ts';
import { troubleWithAws } from './operator/aws-trouble.ts';
import { letterLine, listDeadLetters, localDeadLetterUrls, redrive } from './operator/dead-letters.ts';
import { withDeployment } from './operator/deployment.ts';
import {
  type DeadLetterOptions,
  type OperatorOptions,
  type OperatorTarget,
  operatorHelp,
  type RestoreOptions,
  readOperatorOptions,
} from './operator/options.ts';
import { rebuildSheets, replayQuarantine } from './operator/repairs.ts';
import { restoreTables } from './operator/restore.ts';
import { rotateKeys } from './operator/rotate-keys.ts';

async function requireOrganisation(runtime: ActingRuntime, organisation: string): Promise<void> {
  const all = await runtime.directory.organisations.all();
  if (all.includes(organisation)) return;
  const known = all.length === 0 ? 'has none yet' : `has: ${all.join(', ')}`;
  throw new StartFailure(`There is no organisation "${organisation}"; this deployment ${known}.`);
}

/** Keeps a key for the next start, which uses the one that is kept: that may have been deleted. @param insteadOf - how it must begin */
function keepAdminKey(target: OperatorTarget, key: string, insteadOf = ''): void {
  const state = target.kind === 'local' ? readLocalState(target.dataDir) : null;
  if (target.kind === 'local' && state?.adminKey.startsWith(insteadOf))
    keepLocalState(target.dataDir, { ...state, adminKey: key });
}

/** @returns what is printed */
async function work(options: OperatorOptions, runtime: ActingRuntime): Promise<string> {
  const { organisation } = options;
  if (options.command === 'organisations') return (await runtime.directory.organisations.all()).join('\n');
  await requireOrganisation(runtime, organisation);
  if (options.command === 'settle-terminal') {
    const actor = actorFor(runtime, organisation, 'operator', 'system');
    await settleSerial(actor, runtime.directory, options.serial);
    return `${options.serial} is ${organisation}'s; others can no longer register it. It takes effect within half a minute.`;
  }
  if (options.command === 'replay-quarantine') {
    const { stored, stay } = await replayQuarantine(runtime, organisation);
    return `${stored} records of the quarantine are punches now; ${stay} are none and stay.`;
  }
  if (options.command === 'rebuild-sheets') {
    const id = await rebuildSheets(runtime, organisation, options);
    return `${id} computes the sheets; GET /v1/sheets/generate/${id} shows how far it is.`;
  }
  if (options.command === 'rotate-keys') {
    const { lines, keyId, key } = await rotateKeys(runtime, organisation, options.rotation);
    if (keyId !== undefined && key !== undefined) keepAdminKey(options.target, key, `rck_${keyId}_`);
    return lines.join('\n');
  }
  const key = await makeOperatorKey(runtime, organisation, options.name);
  if (key === undefined) throw new StartFailure(`The organisation "${organisation}" has gone.`);
  keepAdminKey(options.target, key);
  return key;
}

/** Works on dead letters of one queue on AWS, or of all queues of a data folder. @returns what is printed */
async function workOnDeadLetters({ command, target }: DeadLetterOptions): Promise<string> {
  const all = async (urls: readonly string[]) => {
    const client = new SQSClient({});
    try {
      const letters = [];
      for (const url of urls)
        letters.push(
          ...(await (command === 'redrive' ? redrive(client, url) : listDeadLetters(client, url))),
        );
      return letters.length === 0 ? 'There are no dead letters.' : letters.map(letterLine).join('\n');
    } finally {
      client.destroy();
    }
  };
  if (target.kind === 'queue') return await all([target.url]);
  return await withDeployment(target, () => all(localDeadLetterUrls()));
}

/** @returns what is printed */
async function restore({ target, at }: RestoreOptions): Promise<string> {
  const client = new DynamoDBClient({});
  try {
    const made = await restoreTables(client, target, at);
    return `AWS is making these tables as of ${at.toISOString()}; those in use stay as they are:\n${made.join('\n')}`;
  } finally {
    client.destroy();
  }
}

async function run(options: OperatorOptions | DeadLetterOptions | RestoreOptions): Promise<string> {
  if (options.command === 'restore') return await restore(options);
  if (!('organisation' in options)) return await workOnDeadLetters(options);
  return await withDeployment(options.target, (runtime) => work(options, runtime));
}

try {
  const options = readOperatorOptions(process.argv.slice(2));
  process.stdout.write(options === null ? operatorHelp : `${await run(options)}\n`);
} catch (error) {
  const known = troubleWithAws(error) ?? error;
  if (!(known instanceof StartFailure || known instanceof RollcallError)) throw error;
  process.stderr.write(`${known.message}\n`);
  process.exitCode = 1;
}
