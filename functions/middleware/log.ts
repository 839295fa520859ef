/** One line of a Lambda's log: JSON, ids only, no names, no bodies, no secrets. */
export interface LogLine {
  level: 'info' | 'warn' | 'error';
  message: string;
  [field: string]: unknown;
}

function readable(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return {
    name: value.name,
    message: value.message,
    stack: value.stack,
    ...(value.cause === undefined ? {} : { cause: readable(value.cause) }),
  };
}

/** Writes a line to the function's log. */
export function log(line: LogLine): void {
  const fields = Object.fromEntries(Object.entries(line).map(([name, value]) => [name, readable(value)]));
  process.stdout.write(`${JSON.stringify(fields)}\n`);
}
