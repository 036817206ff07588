/** Names as sentences show them. */

/** A name out of a file, for a sentence: printable, and not too long. */
export function shortened(name: string, most = 60): string {
  const printable = name.replaceAll(/[^\x20-\x7e\u00a1-\uffff]/g, '?');
  return printable.length > most ? `${printable.slice(0, most)}…` : printable;
}
