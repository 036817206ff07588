import { memo } from 'react';

/** Text with `_x` set as subscripts: "R_zᵀ δz̄ᵗ⁺¹", "σ_max". */
export function Subscripted({ text }: { readonly text: string }) {
  let place = 0;
  return text.split(/(_max|_[a-z])/).map((part) => {
    const key = place;
    place += part.length;
    return part.startsWith('_') ? <sub key={key}>{part.slice(1)}</sub> : part;
  });
}

/** A term of the backward pass, kept on one line. */
export const Term = memo(function Term({ text }: { readonly text: string }) {
  return (
    <span className="term">
      <Subscripted text={text} />
    </span>
  );
});
