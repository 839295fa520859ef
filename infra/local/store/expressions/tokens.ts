/** Cuts the text of an expression into tokens, and says where a sentence breaks off. @module */

import { invalid } from '../failure.ts';

/** A token with its place in the text. */
export interface Token {
  kind: 'name' | 'namePlaceholder' | 'valuePlaceholder' | 'number' | 'symbol' | 'unknown' | 'end';
  text: string;
  start: number;
  end: number;
}

const pattern =
  /(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<namePlaceholder>#[A-Za-z0-9_]+)|(?<valuePlaceholder>:[A-Za-z0-9_]+)|(?<number>[0-9]+)|(?<symbol><>|<=|>=|[=<>(),.[\]+-])|(?<unknown>[^\s])/g;

function kindOf(groups: Record<string, string | undefined>): Token['kind'] {
  if (groups.name !== undefined) return 'name';
  if (groups.namePlaceholder !== undefined) return 'namePlaceholder';
  if (groups.valuePlaceholder !== undefined) return 'valuePlaceholder';
  if (groups.number !== undefined) return 'number';
  return groups.symbol !== undefined ? 'symbol' : 'unknown';
}

function cut(text: string): Token[] {
  const tokens: Token[] = [];
  for (const found of text.matchAll(pattern)) {
    const start = found.index;
    const kind = kindOf(found.groups ?? {});
    tokens.push({ kind, text: found[0], start, end: start + found[0].length });
  }
  return tokens;
}

/** Reads the tokens of an expression one after the other. */
export class TokenReader {
  readonly #text: string;
  readonly #tokens: Token[];
  readonly #end: Token;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = cut(text);
    this.#end = { kind: 'end', text: '<EOF>', start: text.length, end: text.length };
  }

  /** The token that comes next. @param ahead - how many to skip */
  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? this.#end;
  }

  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** Whether a symbol comes next. */
  isSymbol(symbol: string): boolean {
    const token = this.peek();
    return token.kind === 'symbol' && token.text === symbol;
  }

  /** Whether a word of the language comes next, in whatever case. */
  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'name' && token.text.toUpperCase() === word;
  }

  /** Takes a symbol if it comes next. */
  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.#at += 1;
    return true;
  }

  /** Takes a word of the language if it comes next. */
  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.#at += 1;
    return true;
  }

  /** Takes a symbol that has to come next. @throws StoreFailure */
  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.broken();
  }

  /** The error for a sentence that cannot go on with the next token, or with one after it. */
  broken(ahead = 0): Error {
    const at = this.#at + ahead;
    const token = this.#tokens[at] ?? this.#end;
    const from = (this.#tokens[at - 1] ?? token).start;
    const to = (this.#tokens[at + 1] ?? (at < this.#tokens.length ? token : this.#end)).end;
    return invalid(`Syntax error; token: "${token.text}", near: "${this.#text.slice(from, to)}"`);
  }
}
