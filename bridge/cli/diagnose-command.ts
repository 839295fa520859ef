/** `rollcall-bridge diagnose` prints what an administrator gets who asks for a diagnosis. @module */

import { diagnose, updateReport } from '#bridge/work/index.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { ownInability } from './missing-updater.ts';
import { configOf, readOptions } from './options.ts';

/** `diagnose`: how the bridge is, as one JSON object. */
export const diagnoseCommand: Command = {
  summary:
    'check the way to cloud and terminals, and print all that helps to find a fault, without anything of people',
  help: `Usage: rollcall-bridge diagnose --config FILE

Prints one JSON object: program, machine, outbox, the way to the cloud and whose clock is right, and each terminal with
whether something answers at its address. It has no names, user ids or keys, and may be handed on. An administrator gets the
same, and the last lines of the log, by POST /v1/bridges/ID/diagnoses. It may be run while the bridge works.

  -c, --config FILE   configuration (YAML or JSON)
`,
  async run(args, { stdout, now, signal }) {
    const config = configOf(readOptions(args, {}).config);
    const updates = updateReport(config, ownInability());
    stdout.write(`${JSON.stringify(await diagnose({ config, updates, now, signal }), undefined, 2)}\n`);
    return exitCodes.ok;
  },
};
