/** Says how many batches may be under way to the cloud at the same time. @module */

/** A window begins with this many batches. */
const firstSize = 3;

/**
 * How many batches may be under way: some at first, one more for each whole window that the cloud has stored, half as many
 * when it had no room for all records of a batch, one when it does not answer. So a bridge with a full outbox keeps a cloud
 * busy that has room, and gives way to others at one that has not (the rule by which TCP shares a line, RFC 5681).
 */
export class SendWindow {
  readonly #largest: number;
  #size: number;
  #storedSinceChange = 0;

  /** @param largest - the most batches at the same time */
  constructor(largest: number) {
    this.#largest = largest;
    this.#size = Math.min(firstSize, largest);
  }

  /** How many batches may be under way now, at least one. */
  get size(): number {
    return this.#size;
  }

  /** The cloud has stored a whole batch. */
  stored(): void {
    this.#storedSinceChange += 1;
    if (this.#storedSinceChange >= this.#size) this.#become(Math.min(this.#size + 1, this.#largest));
  }

  /** The cloud has left out some records of a batch. */
  crowded(): void {
    this.#become(Math.max(1, Math.floor(this.#size / 2)));
  }

  /** The cloud did not answer, or refused for now. A single batch tries the way. */
  unreachable(): void {
    this.#become(1);
  }

  #become(size: number): void {
    this.#size = size;
    this.#storedSinceChange = 0;
  }
}
