/** `rollcall-bridge enrol` exchanges a token for this bridge's identity. @module */

import { enrolSite } from '#bridge/cloud/index.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { configOf, readOptions } from './options.ts';
import { wholeToken } from './setup-enrolment.ts';

const missingToken =
  '--token TOKEN is missing (or ROLLCALL_ENROLMENT_TOKEN). An administrator makes one: POST /v1/bridges/enrolment-tokens.';

/** `enrol`: gives this bridge its identity. */
export const enrolCommand: Command = {
  summary: 'give this bridge its identity, once, with a token from the console',
  help: `Usage: rollcall-bridge enrol --config FILE --token TOKEN

Makes a key in the state folder and exchanges the single-use token for this bridge's identity.
The key never leaves this machine. Enrolling again replaces the identity; records that wait are kept.

  -c, --config FILE   configuration (YAML or JSON)
      --token TOKEN   enrolment token; also taken from ROLLCALL_ENROLMENT_TOKEN, which keeps it out of
                      the list of processes
`,
  async run(args, { stdout, now }) {
    const options = readOptions(args, { token: { type: 'string' } });
    const config = configOf(options.config);
    const token = wholeToken(options.token ?? process.env.ROLLCALL_ENROLMENT_TOKEN);
    if (token === undefined) throw new UsageError(missingToken);
    const { bridgeId, cloudUrl } = await enrolSite(config, token, now);
    stdout.write(
      `Enrolled as ${bridgeId} with ${cloudUrl}. Next: rollcall-bridge run --config ${options.config}\n`,
    );
    return exitCodes.ok;
  },
};
