/** Runs one fuzz target many times, and names the input at which something breaks. @module */

import { FuzzSource } from './fuzz-source.ts';

/** A parser under random input. */
export interface FuzzTarget {
  name: string;
  /**
   * Makes one input, feeds the parser and checks what must hold.
   * @returns whether the parser made something of it: a target that never does proves nothing
   * @throws Error when something does not hold
   */
  run: (source: FuzzSource) => boolean;
}

/** What a run of one target came to. */
export interface FuzzResult {
  name: string;
  inputs: number;
  /** Inputs of which the parser made something. */
  understood: number;
  seconds: number;
}

/**
 * Feeds a target.
 * @throws Error naming target, seed and the number of the input at which something did not hold
 */
export function fuzz(target: FuzzTarget, inputs: number, seed: number): FuzzResult {
  const startedMs = performance.now();
  let understood = 0;
  for (let index = 0; index < inputs; index += 1) {
    // A source for each input, so that one input can be repeated without those before it.
    const source = new FuzzSource(seed + index * 2_654_435_761);
    try {
      if (target.run(source)) understood += 1;
    } catch (error) {
      throw new Error(`${target.name}: input ${index} of seed ${seed}`, { cause: error });
    }
  }
  return { name: target.name, inputs, understood, seconds: (performance.now() - startedMs) / 1000 };
}
