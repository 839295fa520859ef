/** `npm run operator` does what only whoever runs a deployment may do: on its data folder, or on AWS with its credentials. @module */

import { settleSerial } from '#functions/domain/terminals/index.ts';
import { makeOperatorKey } from '#functions/first-start.ts';
import { type ActingRuntime, actorFor } from '#functions/runtime.ts';
import { keepLocalState, readLocalState } from '#infra/local/start/state.ts';
import { StartFailure } from '#infra/local/start-failure.ts';
import { withDeployment } from './operator/deployment.ts';
import { type OperatorOptions, operatorHelp, readOperatorOptions } from './operator/options.ts';

async function requireOrganisation(runtime: ActingRuntime, organisation: string): Promise<void> {
  const all = await runtime.directory.organisations.all();
  if (all.includes(organisation)) return;
  const known = all.length === 0 ? 'has none yet' : `has: ${all.join(', ')}`;
  throw new StartFailure(`There is no organisation "${organisation}"; this deployment ${known}.`);
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
  const key = await makeOperatorKey(runtime, organisation, options.name);
  if (key === undefined) throw new StartFailure(`The organisation "${organisation}" has gone.`);
  const { target } = options;
  const state = target.kind === 'local' ? readLocalState(target.dataDir) : null;
  // The next start uses the key that is kept: the one before may have been deleted.
  if (target.kind === 'local' && state) keepLocalState(target.dataDir, { ...state, adminKey: key });
  return key;
}

try {
  const options = readOperatorOptions(process.argv.slice(2));
  process.stdout.write(
    options === null
      ? operatorHelp
      : `${await withDeployment(options.target, (runtime) => work(options, runtime))}\n`,
  );
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
