/** The command line of the simulator: it starts terminals that listen on port 4370 or that push. @module */

import { parseArgs } from 'node:util';
import { describeModes } from '#bridge/simulator/modes.ts';
import { readPunchFile, readUserFile, type TerminalPunches } from '#bridge/simulator/punch-files.ts';
import { describePushModes } from '#bridge/simulator/push/push-modes.ts';
import { PushTerminalSimulator } from '#bridge/simulator/push/push-terminal.ts';
import { samplePunches, sampleUsers } from '#bridge/simulator/sample-data.ts';
import { startTerminalSimulator, type TerminalSimulator } from '#bridge/simulator/terminal-simulator.ts';

const help = `Starts simulated attendance terminals: 4370 servers with users and a log. No hardware is needed.

  npm run simulator -- [options]

  --port N          port of the first terminal (4370; 0 for any); further ones follow
  --udp             UDP instead of TCP; --both for both on the same port
  --host ADDRESS    address to listen on (127.0.0.1)
  --punches FILE    the log: lines {"serial","pin","time","status","verify","workCode"}, or a USB attlog.dat;
                    several serials in FILE give several terminals
  --users FILE      the users: lines {"pin","name","privilege","card","group"}; default: one for each pin
  --records N       without --punches: length of a sample log (200)
  --seed N          decides the sample log, and what happens to each datagram (1)
  --serial S        serial number, where FILE does not say (SIM0000001)
  --comm-key K      asks clients for this communication key: a number of up to 6 digits; with --push, sends
                    it: 1 to 64 visible characters
  --zone MINUTES    how far the terminals' clocks are ahead of UTC (0)
  --mode M          a misbehaviour; may be given several times
  --push URL        terminals that push their logs there instead of listening (modes: the second list)
  --help

Modes:
${describeModes()}

Modes with --push:
${describePushModes()}
`;

interface Arguments {
  port: number;
  host: string;
  zoneOffsetMinutes: number;
  transport: 'tcp' | 'udp' | 'both';
  seed: number;
  push: URL | undefined;
  modes: string[];
  users: ReturnType<typeof readUserFile> | undefined;
  terminals: TerminalPunches[];
}

function readArguments(args: string[]): Arguments | undefined {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '4370' },
      host: { type: 'string', default: '127.0.0.1' },
      punches: { type: 'string' },
      users: { type: 'string' },
      records: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      serial: { type: 'string', default: 'SIM0000001' },
      'comm-key': { type: 'string' },
      zone: { type: 'string', default: '0' },
      udp: { type: 'boolean', default: false },
      both: { type: 'boolean', default: false },
      push: { type: 'string' },
      mode: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const key = values['comm-key'];
  if (key !== undefined && !(values.push === undefined ? /^\d{1,6}$/ : /^[!-~]{1,64}$/).test(key)) {
    throw new RangeError(
      values.push === undefined
        ? `--comm-key takes a number of up to 6 digits, as terminals do, not "${key}"`
        : '--comm-key takes 1 to 64 visible ASCII characters with --push',
    );
  }
  const users = values.users === undefined ? undefined : readUserFile(values.users);
  const sample = users ?? sampleUsers(20);
  return {
    port: whole(values.port, '--port'),
    host: values.host,
    zoneOffsetMinutes: whole(values.zone, '--zone'),
    transport: values.both ? 'both' : values.udp ? 'udp' : 'tcp',
    seed: whole(values.seed, '--seed'),
    push: values.push === undefined ? undefined : new URL(values.push),
    modes: key === undefined ? values.mode : [...values.mode, `comm-key:${key}`],
    users: values.punches === undefined ? sample : users,
    terminals:
      values.punches === undefined
        ? [
            {
              serial: values.serial,
              punches: samplePunches(
                whole(values.records, '--records'),
                sample,
                whole(values.seed, '--seed'),
              ),
            },
          ]
        : readPunchFile(values.punches, values.serial),
  };
}

function whole(text: string, option: string): number {
  const number = Number(text);
  if (!Number.isInteger(number)) throw new RangeError(`${option} takes a whole number, not "${text}"`);
  return number;
}

async function main(): Promise<void> {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted === undefined) {
    process.stdout.write(help);
    return;
  }
  if (wanted.push === undefined) await listen(wanted);
  else await push(wanted, wanted.push);
}

/** Terminals that push until they are stopped. */
async function push({ terminals, users, modes, seed }: Arguments, server: URL): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const names = new Map(users?.map(({ pin, name = '' }) => [pin, name]));
  await Promise.all(
    terminals.map(async ({ serial, punches }) => {
      const terminal = new PushTerminalSimulator({ server, serial, punches, users: names, modes, seed });
      process.stdout.write(
        `terminal ${terminal.serial} pushes to ${server.origin} (${punches.length} punches)\n`,
      );
      await terminal.run(stop.signal);
    }),
  );
}

/** Terminals that listen until they are stopped. */
async function listen(wanted: Arguments): Promise<void> {
  const running: TerminalSimulator[] = [];
  const stop = async (): Promise<void> => {
    const ends = await Promise.allSettled(running.map((simulator) => simulator.close()));
    const failed = ends.filter((end) => end.status === 'rejected');
    for (const { reason } of failed) process.stderr.write(`${String(reason)}\n`);
    process.exitCode = failed.length > 0 ? 1 : 0;
  };
  for (const [index, { serial, punches }] of wanted.terminals.entries()) {
    const simulator = await startTerminalSimulator({
      serial,
      punches,
      ...(wanted.users === undefined ? {} : { users: wanted.users }),
      transport: wanted.transport,
      seed: wanted.seed,
      modes: wanted.modes,
      host: wanted.host,
      port: wanted.port === 0 ? 0 : wanted.port + index,
      zoneOffsetMinutes: wanted.zoneOffsetMinutes,
    });
    running.push(simulator);
    process.stdout.write(
      `terminal ${serial} listens on ${simulator.host}:${simulator.port} ` +
        `(${simulator.records().length} punches, ${simulator.users.length} users)\n`,
    );
  }
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
