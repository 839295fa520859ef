/** Where the keys lead in a grid of cells. Column -1 is the head of a row: the person. @module */

/** A cell by its position. */
export interface Cell {
  readonly row: number;
  /** -1 is the head of the row. */
  readonly column: number;
}

/** How large a grid is. */
export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that Page up and Page down pass over. */
  readonly pageRows: number;
}

/** What of a pressed key counts. */
export interface PressedKey {
  readonly key: string;
  readonly ctrl: boolean;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function target({ row, column }: Cell, { key, ctrl }: PressedKey, size: GridSize): Cell | undefined {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  switch (key) {
    case 'ArrowLeft':
      return { row, column: ctrl ? -1 : column - 1 };
    case 'ArrowRight':
      return { row, column: ctrl ? lastColumn : column + 1 };
    case 'ArrowUp':
      return { row: ctrl ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: ctrl ? lastRow : row + 1, column };
    case 'Home':
      return { row: ctrl ? 0 : row, column: ctrl ? 0 : -1 };
    case 'End':
      return { row: ctrl ? lastRow : row, column: lastColumn };
    case 'PageUp':
      return { row: row - size.pageRows, column };
    case 'PageDown':
      return { row: row + size.pageRows, column };
    default:
      return undefined;
  }
}

/**
 * The cell to which a key leads, kept inside of the grid; `undefined` for any other key.
 * @param isRtl - whether the page is read from right to left, so that Arrow left leads to a later day
 */
export function cellAfterKey(
  from: Cell,
  pressed: PressedKey,
  size: GridSize,
  isRtl = false,
): Cell | undefined {
  const mirrored = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }[pressed.key];
  const to = target(from, isRtl && mirrored ? { ...pressed, key: mirrored } : pressed, size);
  return to && { row: clamp(to.row, 0, size.rows - 1), column: clamp(to.column, -1, size.columns - 1) };
}
