/** A row's list of reasons, which is put into words when somebody first looks at it. @module */

import type { DayResult, DayStatus, Reason } from '../model/index.ts';
import type { PaidDay } from './paid-day.ts';
import { reasonsOf } from './reasons.ts';

/**
 * The reasons of a day, as a list that is empty until somebody looks at it: most rows are computed to find by their hash
 * that nothing has changed, and the reasons are a third of the work of making a row. It reads, spreads, compares and
 * writes itself like every other list. Only `structuredClone`, and with it a message to a worker, refuses it with an
 * error, like every proxy: whoever sends a row sends {@link plainRow}. A console or a debugger looks behind it, and shows
 * a list that nobody has read as empty.
 */
export function reasonsWhenRead(paid: PaidDay, status: DayStatus): Reason[] {
  return new Proxy<Reason[]>([], new Filling(paid, status));
}

/** A row as plain data, its reasons put into words: what goes through `structuredClone`, as to a worker or from it. */
export function plainRow(row: DayResult): DayResult {
  return { ...row, reasons: [...row.reasons] };
}

/** Fills the list before whatever is asked of it for the first time. */
class Filling implements ProxyHandler<Reason[]> {
  /** `null` once the list is filled. */
  #paid: PaidDay | null;
  readonly #status: DayStatus;

  constructor(paid: PaidDay, status: DayStatus) {
    this.#paid = paid;
    this.#status = status;
  }

  #filled(list: Reason[]): Reason[] {
    if (this.#paid !== null) {
      const { basis, figures } = this.#paid;
      this.#paid = null;
      list.push(...reasonsOf(basis, figures, this.#status));
    }
    return list;
  }

  get(list: Reason[], key: PropertyKey): unknown {
    return Reflect.get(this.#filled(list), key);
  }

  set(list: Reason[], key: PropertyKey, value: unknown): boolean {
    return Reflect.set(this.#filled(list), key, value);
  }

  has(list: Reason[], key: PropertyKey): boolean {
    return Reflect.has(this.#filled(list), key);
  }

  ownKeys(list: Reason[]): (string | symbol)[] {
    return Reflect.ownKeys(this.#filled(list));
  }

  getOwnPropertyDescriptor(list: Reason[], key: PropertyKey): PropertyDescriptor | undefined {
    return Reflect.getOwnPropertyDescriptor(this.#filled(list), key);
  }

  defineProperty(list: Reason[], key: PropertyKey, descriptor: PropertyDescriptor): boolean {
    return Reflect.defineProperty(this.#filled(list), key, descriptor);
  }

  deleteProperty(list: Reason[], key: PropertyKey): boolean {
    return Reflect.deleteProperty(this.#filled(list), key);
  }

  preventExtensions(list: Reason[]): boolean {
    return Reflect.preventExtensions(this.#filled(list));
  }
}
