/** Looks up user ids by slot or by number, for record layouts that do not hold the id as text. @module */

/** Whose records a log holds, for the layouts that do not name people by their user id. */
export interface People {
  /** User ids by the terminal's internal slot. */
  pinOfUid: ReadonlyMap<number, string>;
  /** User ids by their number, for ids of digits whose number only one user has. */
  pinOfNumber: ReadonlyMap<number, string>;
}

/** A terminal whose users are not known. */
export const nobody: People = { pinOfUid: new Map(), pinOfNumber: new Map() };

const digits = /^\d+$/;

/** Indexes users. Two ids that differ in leading zeros only leave their number without an owner: neither is guessed. */
export function peopleOf(users: Iterable<{ uid: number; pin: string }>): People {
  const pinOfUid = new Map<number, string>();
  const pinOfNumber = new Map<number, string>();
  const disputed = new Set<number>();
  for (const { uid, pin } of users) {
    pinOfUid.set(uid, pin);
    const number = Number(pin);
    if (!digits.test(pin) || number > 0xffff_ffff) continue;
    const other = pinOfNumber.get(number);
    if (other !== undefined && other !== pin) disputed.add(number);
    pinOfNumber.set(number, pin);
  }
  for (const number of disputed) pinOfNumber.delete(number);
  return { pinOfUid, pinOfNumber };
}
