/** Every named character reference of HTML that counts without its semicolon (HTML Standard, section 13.5), with what it stands for. */
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil ' +
  'sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute ' +
  'Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc ' +
  'atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide ' +
  'oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** Unicode's order from U+00A0 on is the order above. */
export const LEGACY_ENTITIES: ReadonlyMap<string, string> = new Map([
  ...LATIN_1.split(' ').map((name, k): [string, string] => [name, String.fromCharCode(0xa0 + k)]),
  ['amp', '&'],
  ['AMP', '&'],
  ['lt', '<'],
  ['LT', '<'],
  ['gt', '>'],
  ['GT', '>'],
  ['quot', '"'],
  ['QUOT', '"'],
  ['copy', '©'],
  ['COPY', '©'],
  ['reg', '®'],
  ['REG', '®'],
]);

/** As a program does that does not know about attributes: the longest name wins, with its semicolon or without. */
export function unescapeHtml(text: string): string {
  const names = [...LEGACY_ENTITIES.keys()].sort((a, b) => b.length - a.length);
  return text.replace(new RegExp(`&(${names.join('|')});?`, 'g'), (_, name: string) => LEGACY_ENTITIES.get(name) ?? '');
}
