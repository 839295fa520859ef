/** Builds a simulated terminal's answer to GET_FREE_SIZES: its counts and capacities. @module */

import type { SimulatedMemory } from '#bridge/simulator/memory.ts';
import type { SimulatorBehaviour } from '#bridge/simulator/modes.ts';

/** The answer to GET_FREE_SIZES, of the length and content that the modes want. */
export function freeSizesAnswer(memory: SimulatedMemory, behaviour: SimulatorBehaviour): Buffer {
  const sizes = Buffer.alloc(behaviour.freeSizesBytes);
  if (behaviour.freeZero || sizes.length < 80) return sizes;
  const fields: [offset: number, value: number][] = [
    [16, memory.users.length],
    [24, memory.users.reduce((sum, { fingers }) => sum + fingers.length, 0)],
    [32, memory.records.length + behaviour.overcount],
    [48, memory.users.filter(({ privilege }) => privilege > 1).length],
    [56, 3_000],
    [60, 10_000],
    [64, 1_000_000],
    [72, 10_000 - memory.users.length],
    [76, 1_000_000 - memory.records.length],
  ];
  if (sizes.length >= 92) {
    fields.push([80, memory.users.filter(({ face }) => face).length], [88, 1_000]);
  }
  for (const [offset, value] of fields) sizes.writeUInt32LE(Math.max(0, value), offset);
  return sizes;
}
