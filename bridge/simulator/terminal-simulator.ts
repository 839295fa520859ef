import { createServer, type Server, type Socket } from 'node:net';
import { SimulatedConnection, type SimulatedDevice } from '#bridge/simulator/connection.ts';
import { SimulatedMemory, type SimulatedUser } from '#bridge/simulator/memory.ts';
import { behaviourOf } from '#bridge/simulator/modes.ts';
import { longIdPunches, longIdUsers } from '#bridge/simulator/sample-data.ts';
import { emptyStats, type SimulatorStats } from '#bridge/simulator/stats.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';

const firstSession = 0x1234;

/** What a simulated terminal is to be. */
export interface SimulatorOptions {
  serial: string;
  /** Default: one user per non-empty pin of the punches, in order of appearance. */
  users?: readonly SimulatedUser[];
  punches?: readonly TerminalRecord[];
  /** Names of the modes, as listed by `describeModes`; none is `normal`. */
  modes?: readonly string[];
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** The terminal's idea of now, milliseconds since 1970-01-01T00:00:00Z; default: this machine's clock. */
  clock?: () => number;
  /** Minutes by which the terminal's wall clock is ahead of UTC; default 0. */
  zoneOffsetMinutes?: number;
  model?: string;
  firmware?: string;
}

/** A terminal that does not exist, listening. */
export interface TerminalSimulator {
  readonly serial: string;
  readonly host: string;
  readonly port: number;
  readonly stats: SimulatorStats;
  readonly users: readonly Required<SimulatedUser>[];
  /** The log as a client must find it, after what the modes did to it. */
  records(): readonly TerminalRecord[];
  /** A person punches: the log grows, and clients that asked for events get one. */
  addPunch(punch: TerminalRecord): void;
  /**
   * Hangs up on everybody and stops listening.
   * @throws Error when a destructive command had arrived
   */
  close(): Promise<void>;
}

/**
 * Starts a simulated terminal that serves the 4370 protocol over TCP.
 * @throws RangeError when a mode is not known, or a user or punch does not fit the layout
 */
export async function startTerminalSimulator(options: SimulatorOptions): Promise<TerminalSimulator> {
  const { serial, punches = [], host = '127.0.0.1', port = 0 } = options;
  const behaviour = behaviourOf(options.modes ?? []);
  const users = options.users ?? usersOf(punches);
  const memory = behaviour.longIds
    ? new SimulatedMemory([...users, ...longIdUsers], [...punches, ...longIdPunches], behaviour)
    : new SimulatedMemory(users, punches, behaviour);
  const device: SimulatedDevice = {
    behaviour,
    memory,
    stats: emptyStats(),
    options: deviceOptions(serial, options.model ?? 'Simulated terminal'),
    firmware: options.firmware ?? 'Ver 6.60 (simulated)',
    clock: options.clock ?? Date.now,
    zoneOffsetMinutes: options.zoneOffsetMinutes ?? 0,
    onDestructive: (command) =>
      process.stderr.write(`simulator ${serial}: the destructive command ${command} arrived\n`),
  };
  const sockets = new Set<Socket>();
  const connections = new Set<SimulatedConnection>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    accept(socket, device, connections);
  });
  await listen(server, port, host);
  const bound = server.address();
  const boundPort = bound !== null && typeof bound === 'object' ? bound.port : port;
  if (behaviour.refuse) await stop(server);

  return {
    serial,
    host,
    port: boundPort,
    stats: device.stats,
    users: memory.users,
    records: () => memory.records,
    addPunch: (punch) => {
      memory.append(punch);
      for (const connection of connections) connection.announce(punch);
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await stop(server);
      const { destructiveCommands } = device.stats;
      if (destructiveCommands.length > 0) {
        throw new Error(
          `simulator ${serial}: destructive commands arrived: ${destructiveCommands.join(', ')}`,
        );
      }
    },
  };
}

function accept(socket: Socket, device: SimulatedDevice, connections: Set<SimulatedConnection>): void {
  const { behaviour, stats } = device;
  stats.connections += 1;
  // A client may vanish at any time; the close that follows is all that matters.
  socket.on('error', () => undefined);
  if (behaviour.reset || (behaviour.secondClientReset && connections.size > 0)) {
    socket.resetAndDestroy();
    return;
  }
  if (behaviour.accessPanel) {
    socket.end(Buffer.from('aa0100000000000055', 'hex'));
    return;
  }
  const session = (firstSession + stats.connections - 1) & 0xffff;
  const connection = new SimulatedConnection(socket, device, session, () => {
    connections.delete(connection);
    stats.openConnections = connections.size;
  });
  connections.add(connection);
  stats.openConnections = connections.size;
}

function usersOf(punches: readonly TerminalRecord[]): SimulatedUser[] {
  const pins = new Set(punches.map(({ pin }) => pin).filter((pin) => pin !== ''));
  return [...pins].map((pin) => ({ pin, name: `Sample ${pin}` }));
}

function deviceOptions(serial: string, model: string): ReadonlyMap<string, string> {
  return new Map([
    ['~SerialNumber', serial],
    ['~DeviceName', model],
    ['~Platform', 'Simulated_TFT'],
    ['MAC', '00:00:5e:00:53:01'],
    ['~ZKFPVersion', '10'],
    ['WorkCode', '1'],
  ]);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
