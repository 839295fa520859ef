/** Reads only the headers of a fingerprint list: which slot has which finger enrolled. @module */

/** Bytes before a fingerprint template: u16 size with these, u16 slot, u8 finger, u8 flag (zk-protocol). */
const headerBytes = 6;
/** More than any fingerprint template has; larger sizes are misread bytes. */
const largestEntryBytes = 8_192;
const lastFinger = 9;
const invalidFlag = 0;

/** Goes through the list of fingerprint templates while it arrives, and keeps who has which finger and nothing else. */
export interface TemplateHeaders {
  /** Takes the next bytes; `false` when they are not a template list, after which nothing is read. */
  push(bytes: Buffer): boolean;
  /** Whether the list ended with a whole entry. */
  readonly atEnd: boolean;
  /** Finger indexes (0 to 9, in order) by the terminal's internal slot. */
  fingers(): Map<number, number[]>;
}

/** Makes a reader of template headers. The bytes of the templates pass through it and are never kept. */
export function templateHeaders(): TemplateHeaders {
  const header = Buffer.alloc(headerBytes);
  const fingersOfUid = new Map<number, Set<number>>();
  let headerFilled = 0;
  let toSkip = 0;
  let sound = true;
  return {
    push(bytes) {
      let at = 0;
      while (sound && at < bytes.length) {
        const skipped = Math.min(toSkip, bytes.length - at);
        toSkip -= skipped;
        at += skipped;
        if (at === bytes.length) break;
        const copied = bytes.copy(header, headerFilled, at);
        headerFilled += copied;
        at += copied;
        if (headerFilled < headerBytes) break;
        headerFilled = 0;
        const entryBytes = header.readUInt16LE(0);
        sound = entryBytes >= headerBytes && entryBytes <= largestEntryBytes;
        toSkip = entryBytes - headerBytes;
        if (sound) note(fingersOfUid, header);
      }
      return sound;
    },
    get atEnd() {
      return sound && headerFilled === 0 && toSkip === 0;
    },
    fingers: () =>
      new Map([...fingersOfUid].map(([uid, fingers]) => [uid, [...fingers].sort((a, b) => a - b)])),
  };
}

function note(fingersOfUid: Map<number, Set<number>>, header: Buffer): void {
  const uid = header.readUInt16LE(2);
  const finger = header.readUInt8(4);
  if (finger > lastFinger || header.readUInt8(5) === invalidFlag) return;
  const fingers = fingersOfUid.get(uid) ?? new Set();
  fingers.add(finger);
  fingersOfUid.set(uid, fingers);
}
