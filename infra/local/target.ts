/** The local gateway reads path and query of a request as an HTTP API does. @module */

/** Path and query as functions see them. */
export interface Target {
  /** Percent-decoded, and cut at the first `?` that decoding brought forth. */
  path: string;
  /** As it stands in the request line, byte for byte. */
  query: string;
}

/**
 * Reads the target of a request line. An HTTP API decodes the path once, before it looks for the route, and drops what
 * follows a decoded `?`; a decoded `/` parts segments like any other. The query stays as it was sent.
 * @returns `null` when the path cannot be decoded
 * @see https://github.com/hotsock/voker/pull/8 for events that were captured on AWS
 */
export function targetOf(url: string): Target | null {
  const mark = url.indexOf('?');
  const sent = mark === -1 ? url : url.slice(0, mark);
  const query = mark === -1 ? '' : url.slice(mark + 1);
  try {
    const decoded = decodeURIComponent(sent);
    const cut = decoded.indexOf('?');
    return { path: cut === -1 ? decoded : decoded.slice(0, cut), query };
  } catch {
    return null;
  }
}
