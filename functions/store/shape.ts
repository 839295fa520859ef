/**
 * Checks, at a cost of nanoseconds, that a stored value has the fields and types that the code expects. They are
 * our own because they run for every item: one costs some nanoseconds and copies nothing. The contract's schemas
 * say more (what the API accepts today), and must not be used here: a limit that is tightened later would make
 * stored items unreadable.
 * @module
 */

/**
 * Checks a value.
 * @returns `null` when it is a `T`, else the path of the first field that is wrong: `''` for the value itself, `/tasks/0/id`
 */
export interface Check<T> {
  (value: unknown): string | null;
  /** Never present. It keeps checks of other types from fitting: a field that may be absent needs `optional`. */
  of?: (value: T) => T;
}

const right = null;
const wrong = '';

/** Whether a value passes a check. */
export function fits<T>(check: Check<T>, value: unknown): value is T {
  return check(value) === right;
}

/** A text; also texts with a form or a fixed set of values, which is not checked again: only we write to the tables. */
export function text<T extends string>(): Check<T> {
  return (value) => (typeof value === 'string' ? right : wrong);
}

/** A number; also one of a fixed set of values, which is not checked again. */
export function number<T extends number>(): Check<T> {
  return (value) => (typeof value === 'number' ? right : wrong);
}

/** True or false. */
export function flag(): Check<boolean> {
  return (value) => (typeof value === 'boolean' ? right : wrong);
}

/** One of some texts: for what decides how the rest is read. */
export function oneOf<const T extends string>(...values: readonly T[]): Check<T> {
  const known: ReadonlySet<unknown> = new Set(values);
  return (value) => (known.has(value) ? right : wrong);
}

/** What may be absent. */
export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value) => (value === undefined ? right : check(value));
}

/** What may be `null`. */
export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value) => (value === null ? right : check(value));
}

/** A text of one kind, or something else that the second check takes. */
export function either<A, B>(first: Check<A>, second: Check<B>): Check<A | B> {
  return (value) => (first(value) === right ? right : second(value));
}

/** A list. */
export function listOf<T>(check: Check<T>): Check<T[]> {
  return function checkList(value) {
    if (!Array.isArray(value)) return wrong;
    for (let at = 0; at < value.length; at += 1) {
      const problem = check(value[at]);
      if (problem !== right) return `/${at}${problem}`;
    }
    return right;
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with any names. */
export function mapOf<T>(check: Check<T>): Check<Record<string, T>> {
  return function checkMap(value) {
    if (!isObject(value)) return wrong;
    for (const name in value) {
      const problem = check(value[name]);
      if (problem !== right) return `/${name}${problem}`;
    }
    return right;
  };
}

/** Anything at all, `undefined` included. */
export function anything(): Check<unknown> {
  return () => right;
}

/**
 * An object whose content is not checked: a document that was checked as a whole before it was written, and whose many
 * forms only the room that reads it understands.
 */
export function document<T extends object>(): Check<T> {
  return (value) => (isObject(value) ? right : wrong);
}

/** One check for each field of a type. A field that the type gains does not compile without one here. */
export type FieldChecks<T> = { readonly [K in keyof T]-?: Check<T[K]> };

/** An object with the fields of a type. More fields may be there: a later version of Rollcall may have written them. */
export function object<T extends object>(fields: FieldChecks<NoInfer<T>>): Check<T> {
  const names = Object.keys(fields);
  const checks = Object.values<(value: unknown) => string | null>(fields);
  return function checkObject(value) {
    if (!isObject(value)) return wrong;
    for (let at = 0; at < checks.length; at += 1) {
      const problem = checks[at]?.(value[names[at] ?? '']) ?? right;
      if (problem !== right) return `/${names[at]}${problem}`;
    }
    return right;
  };
}

/** One of several kinds of objects, recognised by a field. */
export function oneByField<T extends object, F extends keyof T & string>(
  field: F,
  checks: { readonly [K in T[F] & string]: Check<Extract<T, Record<F, K>>> },
): Check<T> {
  const byValue = new Map<unknown, (value: unknown) => string | null>(Object.entries(checks));
  return function checkByField(value) {
    if (!isObject(value)) return wrong;
    const check = byValue.get(value[field]);
    return check ? check(value) : `/${field}`;
  };
}
