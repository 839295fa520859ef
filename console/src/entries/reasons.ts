/** The reasons that somebody has given last in this browser, to be offered again. @module */

const place = 'rollcall.reasons';
const most = 6;

/** A list in which a text comes first, and once. */
export function withFirst(texts: readonly string[], text: string): string[] {
  return [text, ...texts.filter((one) => one !== text)].slice(0, most);
}

/** The last reasons, the latest first. */
export function lastReasons(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

/** Keeps a reason. */
export function rememberReason(reason: string): void {
  const text = reason.trim();
  if (text !== '') localStorage.setItem(place, JSON.stringify(withFirst(lastReasons(), text)));
}
