import { digitsOfLogs } from '../../story/digits';
import { rangeOfLogs } from '../../story/format';

/** Six digits of a logarithm, or as many as hold, for those who want more than three of its number. */
export function exactLog(log10: number, second?: number): string {
  if (Number.isNaN(log10)) return 'log₁₀ ‖·‖₂ is on its way';
  const digits = Math.floor(digitsOfLogs(log10, second));
  if (digits < 1) return `‖·‖₂ against the loss: no digit holds, ${rangeOfLogs(log10, second as number)}`;
  const text = log10 === -Infinity ? '−∞, exactly zero' : log10.toFixed(Math.min(6, digits)).replace('-', '−');
  return `log₁₀ ‖·‖₂ against the loss ${text}`;
}
