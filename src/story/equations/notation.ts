/**
 * Four ways to write the same network down, as TeX, with the symbols of:
 *
 *   greff    Greff et al., "LSTM: A Search Space Odyssey", arXiv 1503.04069, section II and appendix A: z, i, f, o, c, y; R, W, b, p;
 *            time as a superscript. The paper has no plain RNN: W_h, W_x, b and h are this page's own.
 *   pytorch  torch.nn.LSTM and torch.nn.RNN (their documentation): i, f, g, o, c, h; W_hi … are rows of weight_hh_l0 in the order
 *            i, f, g, o, W_ii … those of weight_ih_l0, and there are two biases; time as a subscript.
 *   lipton   Lipton, Berkowitz, Elkan, "A Critical Review of Recurrent Neural Networks", arXiv 1506.00019: input node g, gates i, f, o,
 *            internal state s, output h; W^gh from h to g, W^gx from x; vectors bold, time as a superscript in brackets.
 *   article  The article that the project started from: W_h^(f) h + W_x^(f) x, the gate in brackets above the matrix. What that line does
 *            not show (g for the block input, b^(f), time as a subscript) follows the common texts in this notation.
 *
 * None but Greff et al. has symbols for peepholes; theirs stand in all four. δ is the derivative of the loss and a bar marks a
 * pre-activation in all four. The letters are each cell's own (`cells/…Equations.ts`).
 */
import { CELL_EQUATIONS } from '../cells/equations';
import type { Notation, NotationName } from './writer';

type Symbols = { [C in keyof typeof CELL_EQUATIONS]: (typeof CELL_EQUATIONS)[C]['symbols']['greff'] };
/** Every symbol of any cell, by its name in the definitions. */
export type SymbolName = { [C in keyof Symbols]: keyof Symbols[C] }[keyof Symbols];
export type AnyNotation = Notation<SymbolName>;

const TIMED: Readonly<Record<NotationName, AnyNotation['timed']>> = {
  greff: (symbol, time) => `${symbol}^{${time}}`,
  pytorch: (symbol, time) => `${symbol}_{${time}}`,
  lipton: (symbol, time) => `${symbol}^{(${time})}`,
  article: (symbol, time) => `${symbol}_{${time}}`,
};

/** A symbol that two cells have is the same in both. */
function notation(name: NotationName): AnyNotation {
  const symbol = Object.assign({}, ...Object.values(CELL_EQUATIONS).map(({ symbols }) => symbols[name]));
  return { name, symbol, timed: TIMED[name] };
}

export const NOTATIONS: Readonly<Record<NotationName, AnyNotation>> = {
  greff: notation('greff'),
  pytorch: notation('pytorch'),
  lipton: notation('lipton'),
  article: notation('article'),
};
