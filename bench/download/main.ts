import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runClient, startSimulatorProcess } from '#bench/download/processes.ts';
import { linesOf, type Measured, machine, table } from '#bench/download/report.ts';
import { rivals, rivalVersion } from '#bench/download/rivals.ts';
import { compareRows, type Row } from '#bench/download/rows.ts';
import { samplePunches, sampleUsers } from '#bridge/simulator/sample-data.ts';

const help = `Downloads a log from a simulated terminal with Rollcall's client, with other clients, and with the least that a
download can be (the floor), and compares every record with what the terminal holds.

  npm run bench:download -- [options]

  --records N   length of the log (100000)
  --runs N      runs of each client in each mode (3)
  --limit S     seconds after which a client is stopped (30)
  --only A,B    of floor, rollcall, rollcall-streaming, ${rivals.join(', ')}
  --json        one JSON line at the end
`;

const folder = fileURLToPath(new URL('../rivals/', import.meta.url));
const clients = ['floor', 'rollcall', 'rollcall-streaming', ...rivals];
/** `slow:1` spaces the frames by a millisecond, as terminals do: the kindest case for the other clients. */
const modes = ['normal', 'slow:1', 'coalesce'];

function installRivals(): void {
  if (existsSync(`${folder}node_modules`)) return;
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
  const measured: Measured[] = names.map((client) => ({ mode, client, runs: [] }));
  const simulator = await startSimulatorProcess(truth.length, [mode]);
  try {
    // In turns, so that a busy moment of the machine does not hit one client alone. The first round only warms up the
    // simulator.
    for (let round = 0; round <= settings.runs; round += 1) {
      for (const { client, runs } of measured) {
        if (round === 0 && client !== 'floor') continue;
        const { rows, ...result } = await runClient(client, simulator.port, settings.limitSeconds);
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
    records: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '3' },
    limit: { type: 'string', default: '30' },
    only: { type: 'string', default: clients.join(',') },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
} else {
  const records = Number(values.records);
  const names = values.only.split(',');
  if (names.some((name) => rivals.some((rival) => rival === name))) installRivals();
  const truth = truthOf(records);
  const measured: Measured[] = [];
  for (const mode of modes) {
    const settings = { runs: Number(values.runs), limitSeconds: Number(values.limit) };
    measured.push(...(await measureMode(mode, names, truth, settings)));
  }
  const lines = linesOf(measured, records);
  const versions = rivals
    .filter((name) => names.includes(name))
    .map((name) => `${name} ${rivalVersion(name)}`);
  process.stdout.write(
    `${records} records over loopback, ${values.runs} runs each, median of the whole runs\n` +
      `${machine()}; ${versions.join(', ')}\n` +
      `npm run bench:download -- --records ${records} --runs ${values.runs}\n\n${table(lines)}\n`,
  );
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ bench: 'download', records, machine: machine(), versions, lines })}\n`,
    );
  }
}
