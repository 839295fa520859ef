/** Runs a function over all rows, a bounded number at once; the first failure stops the taking of further rows. */
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
