/** Computes the token that proves the communication key to a terminal. @module */

const tick = 50;
const secret = [0x5a, 0x4b, 0x53, 0x4f] as const;

/**
 * The token that proves knowledge of the communication key (AUTH 1102). The tick byte is free and travels in the token;
 * pyzk and this client use 50. Two tokens captured on the wire are reproduced exactly.
 * @param commKey - the key as shown in the terminal's menu: an integer from 0 to 999999
 * @param session - the session id that the terminal has just assigned
 * @returns the four data bytes of AUTH
 */
export function commKeyToken(commKey: number, session: number): Buffer {
  let reversed = 0;
  for (let bit = 0; bit < 32; bit += 1) reversed = (reversed << 1) | ((commKey >>> bit) & 1);
  const mixed = Buffer.alloc(4);
  mixed.writeUInt32LE(((reversed >>> 0) + session) % 0x1_0000_0000);
  const byte = (index: 0 | 1 | 2 | 3) => mixed.readUInt8(index) ^ secret[index];
  // Halves are swapped; where the low byte of the session would stand, the tick travels instead.
  return Buffer.from([byte(2) ^ tick, byte(3) ^ tick, tick, byte(1) ^ tick]);
}
