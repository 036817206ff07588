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
 * pre-activation in all four.
 */
import type { Settings } from '../../settings/settings';

export type NotationName = Settings['notation'];

/** Every symbol, by its name in Greff et al. (the RNN's by the page's own). */
export type SymbolName =
  | 'z'
  | 'i'
  | 'f'
  | 'o'
  | 'c'
  | 'y'
  | 'x'
  | 'h'
  | `${'R' | 'W' | 'b'}_${'z' | 'i' | 'f' | 'o'}`
  | 'p_i'
  | 'p_f'
  | 'p_o'
  | 'W_h'
  | 'W_x'
  | 'b';

export interface Notation {
  readonly name: NotationName;
  readonly symbol: Readonly<Record<SymbolName, string>>;
  /** The step's place beside a symbol: `t`, `t+1`, … */
  readonly timed: (symbol: string, time: string) => string;
}

const GATES = ['z', 'i', 'f', 'o'] as const;

/** The symbols of all gates from a pattern, for gates that may be called otherwise. */
function gated(
  letters: Readonly<Record<(typeof GATES)[number], string>>,
  patterns: Readonly<Record<'R' | 'W' | 'b', (letter: string) => string>>,
): Record<`${'R' | 'W' | 'b'}_${'z' | 'i' | 'f' | 'o'}`, string> {
  const entries = (['R', 'W', 'b'] as const).flatMap((kind) =>
    GATES.map((gate) => [`${kind}_${gate}`, patterns[kind](letters[gate])]),
  );
  return Object.fromEntries(entries);
}

const PEEPHOLES = { p_i: 'p_i', p_f: 'p_f', p_o: 'p_o' } as const;
const AS_IN_GREFF = { z: 'z', i: 'i', f: 'f', o: 'o' } as const;
const WITH_G = { z: 'g', i: 'i', f: 'f', o: 'o' } as const;
const bold = (letter: string): string => `\\boldsymbol{${letter}}`;

export const NOTATIONS: Readonly<Record<NotationName, Notation>> = {
  greff: {
    name: 'greff',
    symbol: {
      ...AS_IN_GREFF,
      c: 'c',
      y: 'y',
      x: 'x',
      h: 'h',
      ...gated(AS_IN_GREFF, { R: (gate) => `R_${gate}`, W: (gate) => `W_${gate}`, b: (gate) => `b_${gate}` }),
      ...PEEPHOLES,
      W_h: 'W_h',
      W_x: 'W_x',
      b: 'b',
    },
    timed: (symbol, time) => `${symbol}^{${time}}`,
  },
  pytorch: {
    name: 'pytorch',
    symbol: {
      ...WITH_G,
      c: 'c',
      y: 'h',
      x: 'x',
      h: 'h',
      ...gated(WITH_G, {
        R: (gate) => `W_{h${gate}}`,
        W: (gate) => `W_{i${gate}}`,
        b: (gate) => `b_{i${gate}} + b_{h${gate}}`,
      }),
      ...PEEPHOLES,
      W_h: 'W_{hh}',
      W_x: 'W_{ih}',
      b: 'b_{ih} + b_{hh}',
    },
    timed: (symbol, time) => `${symbol}_{${time}}`,
  },
  lipton: {
    name: 'lipton',
    symbol: {
      z: bold('g'),
      i: bold('i'),
      f: bold('f'),
      o: bold('o'),
      c: bold('s'),
      y: bold('h'),
      x: bold('x'),
      h: bold('h'),
      ...gated(WITH_G, {
        R: (gate) => `W^{\\mathrm{${gate}h}}`,
        W: (gate) => `W^{\\mathrm{${gate}x}}`,
        b: (gate) => `${bold('b')}_${gate}`,
      }),
      ...PEEPHOLES,
      W_h: 'W^{\\mathrm{hh}}',
      W_x: 'W^{\\mathrm{hx}}',
      b: `${bold('b')}_h`,
    },
    timed: (symbol, time) => `${symbol}^{(${time})}`,
  },
  article: {
    name: 'article',
    symbol: {
      ...WITH_G,
      c: 'c',
      y: 'h',
      x: 'x',
      h: 'h',
      ...gated(WITH_G, {
        R: (gate) => `W_h^{(${gate})}`,
        W: (gate) => `W_x^{(${gate})}`,
        b: (gate) => `b^{(${gate})}`,
      }),
      ...PEEPHOLES,
      W_h: 'W_h',
      W_x: 'W_x',
      b: 'b',
    },
    timed: (symbol, time) => `${symbol}_{${time}}`,
  },
};

export type When = 't-1' | 't' | 't+1';

/** Writes symbols of one notation. */
export function writer({ symbol, timed }: Notation) {
  const at = (name: SymbolName, when: When): string => timed(symbol[name], when);
  return {
    at,
    /** The pre-activation. */
    bar: (name: SymbolName, when: When): string => timed(`\\bar{${symbol[name]}}`, when),
    delta: (name: SymbolName, when: When): string => `\\delta ${at(name, when)}`,
    deltaBar: (name: SymbolName, when: When): string => `\\delta ${timed(`\\bar{${symbol[name]}}`, when)}`,
    /** What the loss sends straight into a step; no source but Greff et al. has a symbol for it. */
    loss: (when: When): string => timed('\\Delta', when),
    plain: (name: SymbolName): string => symbol[name],
    /** A matrix transposed: the ⊤ joins what already stands above it. */
    transposed: (name: SymbolName): string => {
      const matrix = symbol[name];
      return matrix.includes('^') ? `${matrix.slice(0, -1)}\\,\\top}` : `${matrix}^{\\top}`;
    },
  };
}

export type Writer = ReturnType<typeof writer>;
