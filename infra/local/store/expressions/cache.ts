/** Keeps what has been read from the texts of expressions: a program has few of them and sends them again and again. @module */

const most = 2_000;

/**
 * Remembers results by text. When there are too many all are forgotten.
 * @param read - reads a text; what it throws is not remembered
 */
export function cachedByText<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const result = read(text);
    if (known.size >= most) known.clear();
    known.set(text, result);
    return result;
  };
}
