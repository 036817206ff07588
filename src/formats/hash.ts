/** What a link names a file by: 64 bits of its bytes, as 16 hexadecimal digits. It tells files apart; it is no proof against forgery. */
export function hashOf(bytes: Uint8Array): string {
  // FNV-1a (Fowler, Noll, Vo) in two halves with bases of their own: 32-bit products are exact in every engine.
  let one = 0x811c9dc5;
  let other = 0xc9dc5118;
  for (let k = 0; k < bytes.length; k++) {
    const byte = bytes[k] as number;
    one = Math.imul(one ^ byte, 0x01000193);
    other = Math.imul(other ^ byte ^ (one >>> 15), 0x01000193);
  }
  return [one, other].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
