/** Reads addresses of e-mail out of what somebody types: several, with blanks, commas or new lines between. @module */

/** The addresses that were typed, each once. */
export function addressesOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((address) => address !== ''))];
}

const address = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** The addresses that cannot be ones. */
export function badAddresses(text: string): string[] {
  return addressesOf(text).filter((one) => !address.test(one));
}
