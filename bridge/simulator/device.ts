/** The state that all connections to one simulated 4370 terminal share. @module */

import type { SimulatedMemory } from '#bridge/simulator/memory.ts';
import type { SimulatorBehaviour } from '#bridge/simulator/modes.ts';
import type { SimulatorStats } from '#bridge/simulator/stats.ts';

/** How the terminal behaves in the connection that has just been made. */
export function behaviourNow({ behaviour, stats }: SimulatedDevice): SimulatorBehaviour {
  if (!behaviour.firstOnly || stats.connections <= 1) return behaviour;
  return {
    ...behaviour,
    dropAfterBytes: undefined,
    silentAfterBytes: undefined,
    forgetsAfterRequests: undefined,
  };
}

/** The terminal behind all connections of a simulator. */
export interface SimulatedDevice {
  behaviour: SimulatorBehaviour;
  memory: SimulatedMemory;
  stats: SimulatorStats;
  options: ReadonlyMap<string, string>;
  firmware: string;
  /** Milliseconds since 1970-01-01T00:00:00Z that the terminal takes for now. */
  clock: () => number;
  /** How far its clock has been set away from {@link clock}, in milliseconds. */
  clockSetByMs: number;
  zoneOffsetMinutes: number;
  seed: number;
  nextSession: () => number;
  onDestructive: (command: number) => void;
}
