/** Reads what stands in the address: anything can be typed there, so that what does not fit is left out. @module */

/** What stands in the address, as the router has parsed it. */
export type RawSearch = Record<string, unknown>;

const localDate = /^\d{4}-\d{2}-\d{2}$/;

/** A text of an address; numbers are texts, because an id may look like one. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A date, `YYYY-MM-DD`. */
export function dateOf(value: unknown): string | undefined {
  return typeof value === 'string' && localDate.test(value) ? value : undefined;
}

/** One of some texts. */
export function oneOf<T extends string>(value: unknown, all: readonly T[]): T | undefined {
  return all.find((one) => one === value);
}

/** Texts, of which an address may hold one or several. */
export function textsOf(value: unknown): string[] | undefined {
  const all = (Array.isArray(value) ? value : [value]).flatMap((one) => textOf(one) ?? []);
  return all.length === 0 ? undefined : all;
}

/** Whether something is said to be so. */
export function flagOf(value: unknown): true | undefined {
  return value === true || value === 'true' ? true : undefined;
}
