/**
 * How much a function may answer. Lambda counts the result as JSON, in which the body is a text inside a text: each quote
 * and each line end of it takes two bytes, a control character six. What has more is thrown away, and the caller gets a 5xx.
 * @module
 */

/** Most bytes of a function's result as JSON. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const mostResultBytes = 6 * 1024 * 1024;

/** What is left for everything but the body: status, headers, a longer cursor. */
const roomBytes = 32 * 1024;

/** Most bytes of a body as it stands in that JSON, so that its headers fit beside it. */
export const mostBodyBytes = mostResultBytes - roomBytes;

/** No character of a text takes more in JSON: `\u0000`, or half of a pair that lacks its other half. */
const mostBytesOfUnit = 6;

/** Bytes of a text inside a JSON document, with its quotes. */
export function bytesInJson(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

/** Whether a text, as a body, can be answered. Almost all are so short that nothing needs to be counted. */
export function isAnswerable(body: string): boolean {
  return body.length * mostBytesOfUnit + 2 <= mostBodyBytes || bytesInJson(body) <= mostBodyBytes;
}
