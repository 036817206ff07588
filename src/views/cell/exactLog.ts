/** Six digits of a logarithm, for those who want more than three of its number. */
export function exactLog(log10: number): string {
  if (Number.isNaN(log10)) return 'log₁₀ ‖·‖₂ is on its way';
  return `log₁₀ ‖·‖₂ against the loss ${log10 === -Infinity ? '−∞, exactly zero' : log10.toFixed(6).replace('-', '−')}`;
}
