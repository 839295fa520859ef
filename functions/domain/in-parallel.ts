/** Runs a function over many rows, a limited number at a time. @module */

/** Runs a function over all rows, a limited number at once; after the first failure it begins no further row. */
export async function inParallel<T>(
  rows: readonly T[],
  atOnce: number,
  run: (row: T) => Promise<void>,
): Promise<void> {
  const waiting = [...rows].reverse();
  let failed = false;
  const lane = async () => {
    for (let row = waiting.pop(); row !== undefined && !failed; row = waiting.pop()) {
      try {
        await run(row);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, rows.length) }, lane));
}
