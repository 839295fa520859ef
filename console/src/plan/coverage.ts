/** How many people are planned for a shift each day, over all pages of the board. Pure functions. @module */

/** The coverage of a shift. */
export interface CoverageLine {
  readonly id: string;
  readonly scheduleId: string | null;
  /** Local time of day at which it begins. */
  readonly start: string;
  readonly byDate: ReadonlyMap<string, number>;
}

interface CoveragePage {
  readonly coverage: readonly {
    readonly date: string;
    readonly scheduleId: string | null;
    readonly start: string;
    readonly people: number;
  }[];
}

/** A line for each shift, in order of the time at which it begins: the pages have different people, so they add up. */
export function coverageLines(pages: readonly CoveragePage[]): CoverageLine[] {
  const lines = new Map<string, { scheduleId: string | null; start: string; byDate: Map<string, number> }>();
  for (const { date, scheduleId, start, people } of pages.flatMap(({ coverage }) => coverage)) {
    const id = `${start} ${scheduleId}`;
    const line = lines.get(id) ?? { scheduleId, start, byDate: new Map<string, number>() };
    line.byDate.set(date, (line.byDate.get(date) ?? 0) + people);
    lines.set(id, line);
  }
  return [...lines]
    .map(([id, line]) => ({ id, ...line }))
    .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
