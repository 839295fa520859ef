/** `npm run bench:download` compares Rollcall's reading of a terminal's log with other clients, record by record. @module */

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { samplePunches, sampleUsers } from '../../bridge/simulator/index.ts';
import { runClient, startSimulatorProcess } from './processes.ts';
import { type Line, linesOf, type Measured, machine, table } from './report.ts';
import { rivals, rivalVersion } from './rivals.ts';
import { compareRows, type Row } from './rows.ts';

const help = `Downloads a log from a simulated terminal with Rollcall's client, with other clients, and with the least that a
download can be (the floor), and compares every record with what the terminal holds.

  npm run bench:download -- [options]

  --sizes N,M   lengths of the log (100000)
  --modes A,B   of the simulator, joined by + where several go together, \`udp\` for the transport (normal,slow:1,coalesce)
  --all         every mode at 1000, 100000 and 500000 records, one run each
  --runs N      runs of each client in each mode (3)
  --limit S     seconds after which a client is stopped (30)
  --only A,B    of floor, rollcall, rollcall-streaming, ${rivals.join(', ')}
  --json        one JSON line at the end
`;

const folder = fileURLToPath(new URL('../', import.meta.url));
const clients = ['floor', 'rollcall', 'rollcall-streaming', ...rivals];
/** `slow:1` spaces the frames by a millisecond, as terminals do: the kindest case for the other clients. */
const usualModes = ['normal', 'slow:1', 'coalesce'];
const allModes = [
  ...usualModes,
  'frame1008',
  'frame1008+coalesce',
  'fragment:1000',
  'single-data',
  'inline',
  'ack-extra',
  'event-mid-bulk+frame1008',
  'short-chunk',
  'free-zero',
  'no-1503',
  'rec49',
  'rec16+user28',
  'rec8b',
  'udp',
  'udp+rec16+user28',
  'udp+udp-loss:0.001+udp-dup:0.01+udp-reorder:0.01',
];
/** Where the floor, which expects the plainest answers, can read at all. */
const floorModes = new Set([
  ...usualModes,
  'frame1008',
  'frame1008+coalesce',
  'fragment:1000',
  'ack-extra',
  'event-mid-bulk+frame1008',
  'free-zero',
]);

function installRivals(): void {
  if (rivals.every((name) => existsSync(`${folder}node_modules/${name}`))) return;
  process.stderr.write('installing the clients to compare with (once) …\n');
  execFileSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'], { stdio: 'inherit' });
}

function truthOf(records: number): Row[] {
  return samplePunches(records, sampleUsers(20)).map(({ pin, time, status }) => ({ pin, time, status }));
}

async function measureMode(
  mode: string,
  names: readonly string[],
  truth: readonly Row[],
  settings: { runs: number; limitSeconds: number },
): Promise<Measured[]> {
  const able = names.filter((client) => client !== 'floor' || floorModes.has(mode));
  const measured: Measured[] = able.map((client) => ({ mode, client, runs: [] }));
  const simulator = await startSimulatorProcess(truth.length, mode);
  try {
    // In turns, so that a busy moment of the machine does not hit one client alone. The first round only warms up the
    // simulator.
    for (let round = 0; round <= settings.runs; round += 1) {
      for (const { client, runs } of measured) {
        if (round === 0 && client !== 'floor') continue;
        const { rows, ...result } = await runClient(client, simulator, settings.limitSeconds);
        if (round > 0) runs.push({ ...result, ...compareRows(rows, truth) });
      }
    }
  } finally {
    await simulator.stop();
  }
  return measured;
}

const { values } = parseArgs({
  options: {
    sizes: { type: 'string' },
    modes: { type: 'string' },
    all: { type: 'boolean', default: false },
    runs: { type: 'string' },
    limit: { type: 'string', default: '30' },
    only: { type: 'string', default: clients.join(',') },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
} else {
  const { all } = values;
  const sizes = (values.sizes ?? (all ? '1000,100000,500000' : '100000')).split(',').map(Number);
  const modes = values.modes?.split(',') ?? (all ? allModes : usualModes);
  const runs = Number(values.runs ?? (all ? 1 : 3));
  const names = values.only.split(',');
  if (names.some((name) => rivals.some((rival) => rival === name))) installRivals();
  const lines: Line[] = [];
  for (const records of sizes) {
    const truth = truthOf(records);
    const measured: Measured[] = [];
    for (const mode of modes) {
      process.stderr.write(`${records} records, ${mode} …\n`);
      measured.push(...(await measureMode(mode, names, truth, { runs, limitSeconds: Number(values.limit) })));
    }
    lines.push(...linesOf(measured, records));
  }
  const versions = rivals
    .filter((name) => names.includes(name))
    .map((name) => `${name} ${rivalVersion(name)}`);
  process.stdout.write(
    `loopback, runs of each client: ${runs}, median of the whole runs\n` +
      `${machine()}; ${versions.join(', ')}\n` +
      `npm run bench:download -- ${process.argv.slice(2).join(' ')}\n\n${table(lines)}\n`,
  );
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ bench: 'download', sizes, machine: machine(), versions, lines })}\n`,
    );
  }
}
