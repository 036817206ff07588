/** How a character is written on the time axis: as itself, or by a sign where nothing would be seen of it. */

const SIGNS: Readonly<Record<string, string>> = {
  ' ': '␣',
  '\t': '⇥',
  '\n': '⏎',
  '\r': '⏎',
  '\r\n': '⏎',
  '\u0085': '⏎',
  '\u2028': '⏎',
  '\u2029': '¶',
  '\u00a0': '⍽',
};

/** Unicode's pictures of the control characters of ASCII. */
const CONTROL_PICTURES = 0x2400;

export function characterSign(character: string): string {
  const sign = SIGNS[character];
  if (sign !== undefined) return sign;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(CONTROL_PICTURES + code);
  if (code === 0x7f) return '␡';
  if (/^\p{Space_Separator}+$/u.test(character)) return '␣';
  // Format characters, lone joiners, fillers, unassigned and private ones: there is one, that is all there is to see.
  if (/^[\p{Other}\p{Default_Ignorable_Code_Point}]+$/u.test(character)) return '⬚';
  // An accent with nothing under it gets Unicode's placeholder to stand on.
  if (/^\p{Mark}/u.test(character)) return `◌${character}`;
  return character;
}
