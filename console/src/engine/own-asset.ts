/** Whether an address is that of a script which the console itself brings. @module */

/**
 * Whether a script may run as a worker: only from the folder of our own built files.
 * @param address - as asked for; relative ones are those of the page
 * @param page - address of the page
 */
export function isOwnAsset(address: string, page: string): boolean {
  if (!URL.canParse(address, page)) return false;
  const { origin, pathname, username, password } = new URL(address, page);
  return (
    origin === new URL(page).origin &&
    /^\/assets\/[\w.-]+\.js$/.test(pathname) &&
    username === '' &&
    password === ''
  );
}
