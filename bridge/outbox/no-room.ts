/** What ends a transaction that would take more room than there is. */
import type { FullOf } from './fullness.ts';

/** A delivery that would break a limit, inside its transaction. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
  readonly of: FullOf;

  constructor(of: FullOf) {
    super(`no room: ${of}`);
    this.of = of;
  }
}
