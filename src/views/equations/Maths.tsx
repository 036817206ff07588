/** Mathematics: TeX set as MathML, which browsers lay out themselves. Each small piece is made once. */

import { memo } from 'react';
import temml from 'temml';
// In the chunk itself, so that there is no second file that could fail.
import styles from 'temml/dist/Temml-Local.css?inline';

const made = new Map<string, string>();

/** The MathML of a TeX string; throws where it cannot be read, so that a mistake of ours cannot pass as a formula. */
function mathML(tex: string): string {
  let markup = made.get(tex);
  if (markup === undefined) {
    markup = temml.renderToString(tex, { throwOnError: true, wrap: 'none' });
    made.set(tex, markup);
  }
  return markup;
}

/** The library's own styles, without which WebKit puts a bar into the exponent: δz̄ reads as δz⁻. Its font is not used. */
export const MathsStyles = () => (
  <style href="temml" precedence="library">
    {styles}
  </style>
);

export const Maths = memo(function Maths({ tex }: { readonly tex: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made by the library from our own constants; nothing that a person or a link says gets in.
  return <span className="maths" translate="no" dangerouslySetInnerHTML={{ __html: mathML(tex) }} />;
});
