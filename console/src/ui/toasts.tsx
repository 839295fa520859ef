/** Short notices at the edge of the page. @module */

/** Where notices appear. */
export function Toasts() {
  return null;
}
