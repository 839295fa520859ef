/** Finds the command that a command line names, runs it, and turns every failure into a message and an exit code. @module */

import { bridgeVersion } from '#bridge/config/index.ts';
import { isDiskFull } from '#bridge/outbox/index.ts';
import type { Command, Console } from './command.ts';
import { diagnoseCommand } from './diagnose-command.ts';
import { discoverCommand } from './discover-command.ts';
import { enrolCommand } from './enrol-command.ts';
import { type ExitCode, exitCodes, exitCodesHelp } from './exit-codes.ts';
import { exitCodeOf } from './failures.ts';
import { importCommand } from './import-command.ts';
import { probeCommand } from './probe-command.ts';
import { pullCommand } from './pull-command.ts';
import { runCommand } from './run-command.ts';
import { serviceCommand } from './service-command.ts';
import { setupCommand } from './setup-command.ts';
import { statusCommand } from './status-command.ts';
import { updateCommand } from './update-command.ts';

const commands: Record<string, Command> = {
  setup: setupCommand,
  discover: discoverCommand,
  probe: probeCommand,
  enrol: enrolCommand,
  run: runCommand,
  pull: pullCommand,
  import: importCommand,
  status: statusCommand,
  diagnose: diagnoseCommand,
  service: serviceCommand,
  update: updateCommand,
};

function generalHelp(): string {
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`);
  return `Usage: rollcall-bridge COMMAND [OPTIONS]

The on-site bridge of Rollcall: reads attendance terminals and carries their punches to the cloud.

${list.join('\n')}

  --help after a command shows its options; --version shows the version.

${exitCodesHelp}`;
}

/**
 * Runs one command line of the bridge.
 * @param args - without the program's name
 * @returns the exit code; failures are written to stderr, never thrown
 */
export async function runCli(args: readonly string[], console: Console): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.stdout.write(generalHelp());
    return name === undefined ? exitCodes.usage : exitCodes.ok;
  }
  if (name === '--version') {
    console.stdout.write(`${bridgeVersion}\n`);
    return exitCodes.ok;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    console.stderr.write(`There is no command "${name}". See rollcall-bridge --help.\n`);
    return exitCodes.usage;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    console.stdout.write(`${command.help}\n${exitCodesHelp}`);
    return exitCodes.ok;
  }
  try {
    return await command.run(rest, console);
  } catch (error) {
    if (console.signal.aborted) return exitCodes.ok;
    const code = exitCodeOf(error);
    const shown = error instanceof Error ? (code === undefined ? error.stack : error.message) : String(error);
    const hint =
      code !== exitCodes.update && isDiskFull(error) ? 'The disk of the state folder is full: ' : '';
    console.stderr.write(`${hint}${shown}\n`);
    return code ?? exitCodes.broken;
  }
}
