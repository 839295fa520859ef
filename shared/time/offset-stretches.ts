/** Remembers stretches of time in which the offset of a zone stays the same. @module */

/** A stretch of time with one offset from UTC, half open. Epoch seconds, and seconds that the wall is ahead. */
export interface OffsetStretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** Enough for some years of changes, and for questions that lie far from each other. */
const stretchesKept = 16;
const nowhere: OffsetStretch = { from: 0, to: 0, offset: 0 };

/**
 * What is known of a zone's offset. Most questions lie near the last one and clocks change twice a year, so that one
 * comparison answers nearly all of them. A memory only: the stretches that were learnt first are forgotten first.
 */
export class OffsetStretches {
  #known: readonly OffsetStretch[] = [];
  /** Where the last answer holds. */
  #here = nowhere;

  /** How many stretches are remembered that do not touch, or have different offsets. */
  get size(): number {
    return this.#known.length;
  }

  /** The offset at a moment, in seconds; `undefined` where none is known. @param epoch - epoch seconds */
  at(epoch: number): number | undefined {
    const here = this.#here;
    return holds(here, epoch) ? here.offset : this.#elsewhere(epoch);
  }

  /** Adds a stretch, which grows by those that it touches. @param stretch - of which nothing is known yet */
  add(stretch: OffsetStretch): void {
    let grown = stretch;
    const others: OffsetStretch[] = [];
    for (const other of this.#known) {
      if (touch(grown, other)) grown = united(grown, other);
      else others.push(other);
    }
    this.#known = [...others.slice(1 - stretchesKept), grown];
    this.#here = grown;
  }

  #elsewhere(epoch: number): number | undefined {
    const found = this.#known.find((stretch) => holds(stretch, epoch));
    if (found !== undefined) this.#here = found;
    return found?.offset;
  }
}

function holds({ from, to }: OffsetStretch, epoch: number): boolean {
  return epoch >= from && epoch < to;
}

function touch(a: OffsetStretch, b: OffsetStretch): boolean {
  return a.offset === b.offset && (a.to === b.from || b.to === a.from);
}

function united(a: OffsetStretch, b: OffsetStretch): OffsetStretch {
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to), offset: a.offset };
}
