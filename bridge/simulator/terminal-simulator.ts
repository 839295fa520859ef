/** Starts a simulated 4370 terminal over TCP, UDP or both, and fails if a client tried to erase anything. @module */

import type { SimulatedConnection } from '#bridge/simulator/connection.ts';
import type { SimulatedDevice } from '#bridge/simulator/device.ts';
import { SimulatedMemory, type SimulatedUser } from '#bridge/simulator/memory.ts';
import { behaviourOf } from '#bridge/simulator/modes.ts';
import { longIdPunches, longIdUsers } from '#bridge/simulator/sample-data.ts';
import { emptyStats, type SimulatorStats } from '#bridge/simulator/stats.ts';
import { listenTcp, type SimulatorListener } from '#bridge/simulator/tcp-server.ts';
import { listenUdp } from '#bridge/simulator/udp-server.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';

const firstSession = 0x1234;

/** Options of a simulated terminal. */
export interface SimulatorOptions {
  serial: string;
  /** Default: one user per non-empty pin of the punches, in order of appearance. */
  users?: readonly SimulatedUser[];
  punches?: readonly TerminalRecord[];
  /** Names of the modes, as listed by `describeModes`; without any it is `normal`. */
  modes?: readonly string[];
  /** Default `tcp`; `both` share one port, as on a real terminal. */
  transport?: 'tcp' | 'udp' | 'both';
  /** Seed that decides what happens to each datagram; default 1. */
  seed?: number;
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

/** A simulated terminal that is listening. */
export interface TerminalSimulator {
  readonly serial: string;
  readonly host: string;
  readonly port: number;
  readonly stats: SimulatorStats;
  readonly users: readonly Required<SimulatedUser>[];
  /** The password bytes that the terminal keeps for a user, as text; `undefined` when it does not have the user. */
  passwordOf(pin: string): string | undefined;
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
 * Starts a simulated terminal that serves the 4370 protocol over TCP, UDP or both.
 * @throws RangeError when a mode is not known, or a user or punch does not fit the layout
 */
export async function startTerminalSimulator(options: SimulatorOptions): Promise<TerminalSimulator> {
  const { serial, punches = [], host = '127.0.0.1', port = 0 } = options;
  const behaviour = behaviourOf(options.modes ?? []);
  const users = options.users ?? usersOf(punches);
  const memory = behaviour.longIds
    ? new SimulatedMemory([...users, ...longIdUsers], [...punches, ...longIdPunches], behaviour)
    : new SimulatedMemory(users, punches, behaviour);
  const stats = emptyStats();
  let sessions = 0;
  const device: SimulatedDevice = {
    behaviour,
    memory,
    stats,
    options: deviceOptions(serial, options.model ?? 'Simulated terminal'),
    firmware: options.firmware ?? 'Ver 6.60 (simulated)',
    clock: options.clock ?? Date.now,
    clockSetByMs: 0,
    zoneOffsetMinutes: options.zoneOffsetMinutes ?? 0,
    seed: options.seed ?? 1,
    nextSession: () => {
      sessions += 1;
      return (firstSession + sessions - 1) & 0xffff;
    },
    onDestructive: (command) =>
      process.stderr.write(`simulator ${serial}: the destructive command ${command} arrived\n`),
  };
  const connections = new Set<SimulatedConnection>();
  const { transport = 'tcp' } = options;
  const listeners: SimulatorListener[] = [];
  if (transport !== 'udp') listeners.push(await listenTcp(device, connections, port, host));
  if (transport !== 'tcp') {
    listeners.push(await listenUdp(device, connections, listeners[0]?.port ?? port, host));
  }
  const boundPort = listeners[0]?.port ?? port;

  return {
    serial,
    host,
    port: boundPort,
    stats: device.stats,
    users: memory.users,
    passwordOf: (pin) => memory.passwordOf(pin),
    records: () => memory.records,
    addPunch: (punch) => {
      memory.append(punch);
      for (const connection of connections) connection.announce(punch);
    },
    close: async () => {
      for (const listener of listeners) await listener.close();
      const { destructiveCommands } = device.stats;
      if (destructiveCommands.length > 0) {
        throw new Error(
          `simulator ${serial}: destructive commands arrived: ${destructiveCommands.join(', ')}`,
        );
      }
    },
  };
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
