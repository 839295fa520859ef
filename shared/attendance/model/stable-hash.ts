/** Hashes integers, texts and JSON data the same way on every machine, to notice changes; not for security. @module */

/**
 * A fast hash of a sequence of integers and texts: the same sequence gives the same 16 hex digits on every machine. It
 * shows whether inputs are the same; it is not for security.
 */
export class StableHash {
  // As a signed word: a field that has once held a number of more than 31 bits is slow for ever.
  #a = 0x811c9dc5 | 0;
  #b = 0x1b873593;

  /** Adds an integer (any safe integer); most fit 32 bits. */
  number(value: number): void {
    const low = value | 0;
    this.#mix(low);
    if (low !== value) this.#mixLarge(value);
  }

  /** Adds an integer as {@link number} does: for those that mostly do not fit, so that the others never meet a fraction's form. */
  largeNumber(value: number): void {
    this.#mix(value | 0);
    if ((value | 0) !== value) this.#mixLarge(value);
  }

  /** Adds four integers, as one after the other would be: faster, because nothing is put down between them. */
  fourNumbers(first: number, second: number, third: number, fourth: number): void {
    const areSmall =
      (first | 0) === first && (second | 0) === second && (third | 0) === third && (fourth | 0) === fourth;
    if (!areSmall) {
      this.number(first);
      this.number(second);
      this.number(third);
      this.number(fourth);
      return;
    }
    this.#a = mixedA(mixedA(mixedA(mixedA(this.#a, first), second), third), fourth);
    this.#b = mixedB(mixedB(mixedB(mixedB(this.#b, first), second), third), fourth);
  }

  /** The rest of a number, with a marker that keeps it apart from two small ones. */
  #mixLarge(value: number): void {
    this.#mix(0x5bd1e995);
    this.#mix(Math.floor(value / 4_294_967_296) | 0);
  }

  /** Adds a text, with its length, so that two texts in a row cannot run into each other: four characters a word. */
  text(value: string): void {
    const { length } = value;
    let a = mixedA(this.#a, length);
    let b = mixedB(this.#b, length);
    let at = 0;
    for (; at + 4 <= length; at += 4) {
      const word =
        (value.charCodeAt(at) << 24) ^
        (value.charCodeAt(at + 1) << 16) ^
        (value.charCodeAt(at + 2) << 8) ^
        value.charCodeAt(at + 3);
      a = mixedA(a, word);
      b = mixedB(b, word);
    }
    if (at < length) {
      let rest = 0;
      for (; at < length; at += 1) rest = (rest << 8) ^ value.charCodeAt(at);
      a = mixedA(a, rest);
      b = mixedB(b, rest);
    }
    this.#a = a;
    this.#b = b;
  }

  #mix(word: number): void {
    this.#a = mixedA(this.#a, word);
    this.#b = mixedB(this.#b, word);
  }

  /** The hash of everything added so far: 16 hex digits. */
  hex(): string {
    const a = avalanche(this.#a);
    const b = avalanche(this.#b);
    return String.fromCharCode(
      digit(a >>> 28),
      digit(a >>> 24),
      digit(a >>> 20),
      digit(a >>> 16),
      digit(a >>> 12),
      digit(a >>> 8),
      digit(a >>> 4),
      digit(a),
      digit(b >>> 28),
      digit(b >>> 24),
      digit(b >>> 20),
      digit(b >>> 16),
      digit(b >>> 12),
      digit(b >>> 8),
      digit(b >>> 4),
      digit(b),
    );
  }
}

function mixedA(state: number, word: number): number {
  const a = state ^ Math.imul(word, 0xcc9e2d51);
  return (Math.imul((a << 13) | (a >>> 19), 5) + 0xe6546b64) | 0;
}

function mixedB(state: number, word: number): number {
  const b = state ^ Math.imul(word ^ 0x9e3779b9, 0x85ebca6b);
  return (Math.imul((b << 17) | (b >>> 15), 9) + 0x38495ab5) | 0;
}

function avalanche(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The character code of the lowest hex digit of a word. */
function digit(word: number): number {
  const value = word & 15;
  // From ten on 39 more, for `a` lies so far behind `9`; without a branch, because nobody can foresee a hash.
  return 48 + value + ((value + 6) >> 4) * 39;
}

/**
 * A text in which the order of an object's keys no longer matters.
 * @param value - JSON data
 */
export function canonicalText(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const field = fields[key];
    if (field === undefined) continue;
    text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalText(field)}`;
  }
  return `{${text}}`;
}

/** What JSON writes as it is: no quotes, backslashes, control characters, or halves of letters that come in two. */
const plain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

/** A text as JSON; most texts only need their quotes. */
function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** The hash of JSON data, whatever the order of its keys. */
export function hashOfData(value: unknown): string {
  const hash = new StableHash();
  hash.text(canonicalText(value));
  return hash.hex();
}
