/** Applies HR's approvals to the overtime of a day. @module */

import { appended, type Correction, type PaidSeconds } from '../model/index.ts';
import type { GivenSeconds } from './overtime.ts';

const noSeconds: readonly number[] = [];

/** An approval of overtime that HR has entered. */
type Approval = Extract<Correction, { kind: 'approve-overtime' }>;

/**
 * What HR has approved of a day, while it is used up. An approval is a cap for its code and day, however many layers have
 * the code; an approval for all codes is one for all of them together, and replaces what was entered for single codes
 * before it. A code that is approved later has its own cap, and what it takes is no longer there for the others.
 */
export class Approvals {
  /** Seconds left by code, of the codes that have a cap of their own; `null` where none has. */
  #ofCode: Map<string, number> | null = null;
  /** Seconds left of the approval for all codes; 0 without one. */
  #ofAll = 0;

  /** @param corrections - of the day, in order of entry */
  static of(corrections: readonly Correction[]): Approvals {
    return corrections.length === 0 ? Approvals.#nothing : new Approvals(corrections);
  }

  private constructor(corrections: readonly Correction[]) {
    for (const correction of corrections) if (correction.kind === 'approve-overtime') this.#enter(correction);
  }

  #enter({ code, minutes }: Approval): void {
    const seconds = minutes === null ? Infinity : minutes * 60;
    if (code !== null) {
      this.#ofCode ??= new Map();
      this.#ofCode.set(code, seconds);
    } else {
      this.#ofCode = null;
      this.#ofAll = seconds;
    }
  }

  /**
   * Uses approvals up, as the layers come: first those of single codes, then what is left of the one for all.
   * @returns approved seconds of each layer
   */
  take(given: readonly GivenSeconds[]): readonly number[] {
    return given.length === 0 ? noSeconds : this.#used(given);
  }

  #used(given: readonly GivenSeconds[]): readonly number[] {
    let approved: number[] = [];
    for (let i = 0; i < given.length; i += 1) {
      const layer = given[i];
      if (layer === undefined) continue;
      approved = appended(approved, layer.needsApproval ? this.#takeOfCode(layer) : layer.seconds);
    }
    if (this.#ofAll === 0) return approved;
    for (const [index, { code, needsApproval, seconds }] of given.entries()) {
      if (!needsApproval || this.#ofCode?.has(code)) continue;
      const taken = Math.min(seconds, this.#ofAll);
      approved[index] = taken;
      this.#ofAll -= taken;
    }
    return approved;
  }

  #takeOfCode({ code, seconds }: GivenSeconds): number {
    const left = this.#ofCode?.get(code) ?? 0;
    const taken = Math.min(seconds, left);
    if (taken === 0) return 0;
    this.#ofCode?.set(code, left - taken);
    this.#ofAll = Math.max(0, this.#ofAll - taken);
    return taken;
  }

  // Shared: where nothing is approved, nothing is used up.
  static readonly #nothing = new Approvals([]);
}

/**
 * Overtime, or premiums, as payroll reads them: what needs approval stays unapproved until HR approves it. Layers with one
 * code, multiplier and approval are one.
 * @param approved - approved seconds of each layer
 */
export function paidFrom(given: readonly GivenSeconds[], approved: readonly number[]): PaidSeconds[] {
  return given.length === 0 ? [] : mergedFrom(given, approved);
}

function mergedFrom(given: readonly GivenSeconds[], approved: readonly number[]): PaidSeconds[] {
  let paid: PaidSeconds[] = [];
  for (let index = 0; index < given.length; index += 1) {
    const layer = given[index];
    if (layer === undefined) continue;
    const approvedSeconds = approved[index] ?? 0;
    const openSeconds = layer.seconds - approvedSeconds;
    if (approvedSeconds !== 0) paid = withSeconds(paid, layer, true, approvedSeconds);
    if (openSeconds !== 0) paid = withSeconds(paid, layer, false, openSeconds);
  }
  return paid;
}

function withSeconds(
  paid: PaidSeconds[],
  { code, multiplier }: GivenSeconds,
  approved: boolean,
  seconds: number,
): PaidSeconds[] {
  for (let i = 0; i < paid.length; i += 1) {
    const same = paid[i];
    if (same === undefined) continue;
    if (same.code !== code || same.multiplier !== multiplier || same.approved !== approved) continue;
    same.seconds += seconds;
    return paid;
  }
  return appended(paid, { code, seconds, multiplier, approved });
}
