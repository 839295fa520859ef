/** Unites, intersects, subtracts and cuts stretches of time, kept as flat lists of epoch seconds. @module */

/**
 * Stretches of time as one flat list of epoch seconds `[from, to, from, to, …]`, half open, in order and apart. Flat,
 * because this is the innermost loop of the engine.
 */
export type Spans = number[];

/** Seconds in all stretches. */
export function totalOf(spans: Spans): number {
  let total = 0;
  for (let i = 0; i + 1 < spans.length; i += 2) total += (spans[i + 1] ?? 0) - (spans[i] ?? 0);
  return total;
}

// Shared: nobody writes into a list that these functions return.
const none: Spans = [];

/**
 * A list with one more stretch: a new list while it is very short, then the same one, because a list that grows makes room
 * for many.
 * @param list - whoever calls it looks at the list that is returned only
 */
export function withStretch(list: Spans, from: number, to: number): Spans {
  if (list.length === 0) return [from, to];
  if (list.length === 2) return [list[0] ?? 0, list[1] ?? 0, from, to];
  list.push(from, to);
  return list;
}

/** What two lists have in common. */
export function intersect(a: Spans, b: Spans): Spans {
  let common = none;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const from = Math.max(a[i] ?? 0, b[j] ?? 0);
    const aTo = a[i + 1] ?? 0;
    const bTo = b[j + 1] ?? 0;
    const to = Math.min(aTo, bTo);
    if (from < to) common = withStretch(common, from, to);
    if (aTo < bTo) i += 2;
    else j += 2;
  }
  return common;
}

/** What is left of `a` without `b`. */
export function subtract(a: Spans, b: Spans): Spans {
  if (b.length === 0) return a;
  let rest = none;
  let j = 0;
  for (let i = 0; i < a.length; i += 2) {
    let from = a[i] ?? 0;
    const to = a[i + 1] ?? 0;
    while (j < b.length && (b[j + 1] ?? 0) <= from) j += 2;
    for (let k = j; k < b.length && (b[k] ?? 0) < to; k += 2) {
      const cutFrom = b[k] ?? 0;
      if (from < cutFrom) rest = withStretch(rest, from, cutFrom);
      from = Math.max(from, b[k + 1] ?? 0);
    }
    if (from < to) rest = withStretch(rest, from, to);
  }
  return rest;
}

/** Brings stretches in any order, which may overlap or touch, into the form of a list; empty ones vanish. */
export function unite(stretches: Spans): Spans {
  let inOrder = true;
  for (let i = 0; i + 1 < stretches.length; i += 2) {
    const from = stretches[i] ?? 0;
    const to = stretches[i + 1] ?? 0;
    if (from >= to || (i > 0 && from <= (stretches[i - 1] ?? 0))) inOrder = false;
  }
  if (inOrder) return stretches;
  const pairs: [number, number][] = [];
  for (let i = 0; i + 1 < stretches.length; i += 2) {
    const from = stretches[i] ?? 0;
    const to = stretches[i + 1] ?? 0;
    if (from < to) pairs.push([from, to]);
  }
  pairs.sort((a, b) => a[0] - b[0]);
  const united: Spans = [];
  for (const [from, to] of pairs) {
    const last = united.length - 1;
    if (last > 0 && from <= (united[last] ?? 0)) united[last] = Math.max(united[last] ?? 0, to);
    else united.push(from, to);
  }
  return united;
}

/** The first `seconds` of the stretches. */
export function firstOf(spans: Spans, seconds: number): Spans {
  let first = none;
  let left = seconds;
  for (let i = 0; i < spans.length && left > 0; i += 2) {
    const from = spans[i] ?? 0;
    const to = Math.min(spans[i + 1] ?? 0, from + left);
    first = withStretch(first, from, to);
    left -= to - from;
  }
  return first;
}

/** The last `seconds` of the stretches. */
export function lastOf(spans: Spans, seconds: number): Spans {
  const skipped = totalOf(spans) - seconds;
  return skipped <= 0 ? spans : withoutFirst(spans, skipped);
}

/** The stretches without their first `seconds`. */
export function withoutFirst(spans: Spans, seconds: number): Spans {
  let rest = none;
  let left = seconds;
  for (let i = 0; i < spans.length; i += 2) {
    const from = spans[i] ?? 0;
    const to = spans[i + 1] ?? 0;
    const cut = Math.min(left, to - from);
    left -= cut;
    if (from + cut < to) rest = withStretch(rest, from + cut, to);
  }
  return rest;
}

/** The stretches without `seconds` that begin after the first `after` seconds of them; moved forward where too few follow. */
export function withoutMiddle(spans: Spans, after: number, seconds: number): Spans {
  const total = totalOf(spans);
  if (seconds <= 0) return spans;
  const start = Math.max(0, Math.min(after, total - seconds));
  return [...firstOf(spans, start), ...withoutFirst(spans, start + seconds)];
}
