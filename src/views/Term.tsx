/** A term of the backward pass as text, its `_x` set as subscripts: "R_zᵀ δz̄ᵗ⁺¹". */
export function Term({ text }: { readonly text: string }) {
  const [head = '', ...rest] = text.split('_');
  return (
    <span className="term">
      {head}
      {rest.map((part) => (
        <span key={part}>
          <sub>{part.charAt(0)}</sub>
          {part.slice(1)}
        </span>
      ))}
    </span>
  );
}
