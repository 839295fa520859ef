/** Reads those statements of DynamoDB's PartiQL that put, change or remove one item. @module */

import { invalid } from '../failure.ts';

/** A value in a statement: a parameter by its place, or a text. */
export type Slot = { kind: 'parameter'; at: number } | { kind: 'text'; text: string };

/** An attribute that gets a value. */
export interface Field {
  name: string;
  value: Slot;
}

/** What a statement asks of the item: an attribute's value, or that it is there or missing. */
export type Test = ({ kind: 'equals' } & Field) | { kind: 'missing' | 'present'; name: string };

/** A statement about one item. */
export type Statement = { table: string; parameters: number } & (
  | { kind: 'insert'; fields: readonly Field[] }
  | { kind: 'update'; sets: readonly Field[]; removes: readonly string[]; where: readonly Test[] }
  | { kind: 'delete'; where: readonly Test[] }
);

const token = /\s*(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)'|([A-Za-z_][A-Za-z0-9_]*)|([?{}:,=.[\]]))/y;

type Token = { kind: 'name' | 'text' | 'word'; text: string } | { kind: 'sign'; text: string };

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (found === null) throw malformed(`at character ${at + 1}`);
    const [, name, quoted, word, sign] = found;
    if (name !== undefined) tokens.push({ kind: 'name', text: name.replaceAll('""', '"') });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'") });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

function malformed(where: string): Error {
  return invalid(`Statement wasn't well formed, can't be processed: ${where}`);
}

/** Goes through the tokens of a statement. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  parameters = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  /** Takes a keyword if it is next. */
  takeWord(word: string): boolean {
    const next = this.#tokens[this.#at];
    if (next?.kind !== 'word' || next.text.toUpperCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  takeSign(sign: string): boolean {
    const next = this.#tokens[this.#at];
    if (next?.kind !== 'sign' || next.text !== sign) return false;
    this.#at += 1;
    return true;
  }

  word(word: string): void {
    if (!this.takeWord(word)) throw malformed(`expected ${word}`);
  }

  sign(sign: string): void {
    if (!this.takeSign(sign)) throw malformed(`expected ${sign}`);
  }

  /** A table or attribute: quoted, or a word. Paths into an attribute are not served. */
  name(): string {
    const next = this.#tokens[this.#at];
    if (next?.kind !== 'name' && next?.kind !== 'word') throw malformed('expected a name');
    this.#at += 1;
    const after = this.#tokens[this.#at];
    if (after?.kind === 'sign' && (after.text === '.' || after.text === '[')) {
      throw invalid('The embedded store serves statements on whole attributes only');
    }
    return next.text;
  }

  /** The name of an attribute where it stands as a text, as in the item of an insert. */
  fieldName(): string {
    const next = this.#tokens[this.#at];
    if (next?.kind !== 'text' && next?.kind !== 'name') throw malformed('expected an attribute');
    this.#at += 1;
    return next.text;
  }

  slot(): Slot {
    if (this.takeSign('?')) {
      this.parameters += 1;
      return { kind: 'parameter', at: this.parameters - 1 };
    }
    const next = this.#tokens[this.#at];
    if (next?.kind !== 'text') throw invalid('The embedded store serves parameters and texts only');
    this.#at += 1;
    return { kind: 'text', text: next.text };
  }
}

function readTests(reader: Reader): Test[] {
  reader.word('WHERE');
  const tests: Test[] = [];
  do {
    const name = reader.name();
    if (reader.takeSign('=')) tests.push({ kind: 'equals', name, value: reader.slot() });
    else {
      reader.word('IS');
      const kind = reader.takeWord('NOT') ? 'present' : 'missing';
      reader.word('MISSING');
      tests.push({ kind, name });
    }
  } while (reader.takeWord('AND'));
  return tests;
}

function readInsert(reader: Reader): Statement {
  reader.word('INTO');
  const table = reader.name();
  reader.word('VALUE');
  reader.sign('{');
  const fields: Field[] = [];
  do {
    const name = reader.fieldName();
    reader.sign(':');
    fields.push({ name, value: reader.slot() });
  } while (reader.takeSign(','));
  reader.sign('}');
  return { kind: 'insert', table, fields, parameters: reader.parameters };
}

function readUpdate(reader: Reader): Statement {
  const table = reader.name();
  const sets: Field[] = [];
  const removes: string[] = [];
  for (;;) {
    if (reader.takeWord('SET')) {
      do {
        const name = reader.name();
        reader.sign('=');
        sets.push({ name, value: reader.slot() });
      } while (reader.takeSign(','));
    } else if (reader.takeWord('REMOVE')) {
      do removes.push(reader.name());
      while (reader.takeSign(','));
    } else break;
  }
  if (sets.length + removes.length === 0) throw malformed('expected SET or REMOVE');
  const where = readTests(reader);
  return { kind: 'update', table, sets, removes, where, parameters: reader.parameters };
}

/** Reads a statement. @throws StoreFailure in DynamoDB's words, or where the embedded store does not serve it */
export function readStatement(text: string): Statement {
  const reader = new Reader(text);
  let statement: Statement;
  if (reader.takeWord('INSERT')) statement = readInsert(reader);
  else if (reader.takeWord('UPDATE')) statement = readUpdate(reader);
  else if (reader.takeWord('DELETE')) {
    reader.word('FROM');
    const table = reader.name();
    statement = { kind: 'delete', table, where: readTests(reader), parameters: reader.parameters };
  } else if (reader.takeWord('SELECT')) {
    throw invalid('The embedded store serves no SELECT: use GetItem, BatchGetItem or Query');
  } else {
    throw invalid('Invalid operation. Only select, insert, update and delete operations are valid');
  }
  if (!reader.isAtEnd) throw malformed('expected the end');
  return statement;
}
