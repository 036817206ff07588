import { memo } from 'react';

/** Text with `_x` set as subscripts: "R_zᵀ δz̄ᵗ⁺¹", "σ_max". */
export function Subscripted({ text }: { readonly text: string }) {
  return text.split(/(_max|_[a-z])/).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: every other part is a subscript, whatever the parts are.
    part.startsWith('_') ? <sub key={index}>{part.slice(1)}</sub> : part,
  );
}

/** A term of the backward pass, kept on one line. */
export const Term = memo(function Term({ text }: { readonly text: string }) {
  return (
    <span className="term">
      <Subscripted text={text} />
    </span>
  );
});
