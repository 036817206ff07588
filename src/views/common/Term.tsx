import { memo } from 'react';

/** What a page translator must leave alone: all between two spaces that has a digit, a mark of mathematics, a Greek letter or a subscript. */
const FIGURE = /(\S*(?:[\d⁰¹²³⁴-⁾₀-ₜͰ-Ͽ‖∂∇∑√∞≤≥≈×·ᵗᵀ]|_[a-z])\S*(?: %)?)/;

/** Text with `_x` set as subscripts ("R_zᵀ δz̄ᵗ⁺¹", "σ_max"), of which a translator sees the words only. */
export function Subscripted({ text }: { readonly text: string }) {
  return text.split(FIGURE).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: every other part is a figure, whatever the parts are.
      <span key={index} translate="no">
        <WithSubscripts text={part} />
      </span>
    ),
  );
}

/** The same where a translator is kept out already. */
export function WithSubscripts({ text }: { readonly text: string }) {
  return text.split(/(_max|_[a-z])/).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: every other part is a subscript, whatever the parts are.
    part.startsWith('_') ? <sub key={index}>{part.slice(1)}</sub> : part,
  );
}

/** A term of the backward pass, kept on one line. */
export const Term = memo(function Term({ text }: { readonly text: string }) {
  return (
    <span className="term" translate="no">
      <WithSubscripts text={text} />
    </span>
  );
});
