/** Chooses the media type and the encoding of an answer by what a caller accepts, with quality values (RFC 9110, 12.5). @module */

interface Range {
  type: string;
  quality: number;
}

function rangesOf(accept: string): Range[] {
  return accept.split(',').flatMap((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    if (type === '') return [];
    const given = parameters.find((parameter) => /^q\s*=/.test(parameter));
    const quality = given === undefined ? 1 : Number(given.replace(/^q\s*=\s*/, ''));
    return [{ type, quality: quality >= 0 && quality <= 1 ? quality : 0 }];
  });
}

/** How precisely a range names a type: 2 by itself, 1 by its main type, 0 with all others; -1 not at all. */
function precisionOf(range: string, type: string): number {
  if (range === type) return 2;
  if (range === `${type.split('/')[0]}/*`) return 1;
  return range === '*/*' ? 0 : -1;
}

/** The range that counts for a type, which is the most precise one, with how precise it is. */
function rangeFor(ranges: readonly Range[], type: string): { quality: number; precision: number } {
  let best = { quality: 0, precision: -1 };
  for (const range of ranges) {
    const precision = precisionOf(range.type, type);
    if (precision > best.precision) best = { quality: range.quality, precision };
  }
  return best;
}

/**
 * Whether a caller prefers one of some media types to JSON, which is what everybody gets who does not say otherwise: it
 * must be named, by itself or as `text/*`, and weigh as much as JSON at least. Weight 0 excludes.
 * @param accept - the header as it came
 */
export function prefers(accept: string | undefined, mediaTypes: readonly string[]): boolean {
  const ranges = rangesOf(accept ?? '');
  const json = rangeFor(ranges, 'application/json');
  return mediaTypes.some((type) => {
    const { quality, precision } = rangeFor(ranges, type);
    return precision > 0 && quality > 0 && quality >= json.quality;
  });
}

/**
 * Whether a caller takes an answer that is compressed with gzip: it names it, under either of its names, or everything, with
 * a weight above 0. Without the header nothing is compressed, although that would be allowed: who does not ask may not unpack.
 * @param acceptEncoding - the header as it came
 */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  const codings = rangesOf(acceptEncoding ?? '');
  const named = codings.find(({ type }) => type === 'gzip' || type === 'x-gzip');
  const chosen = named ?? codings.find(({ type }) => type === '*');
  return chosen !== undefined && chosen.quality > 0;
}
