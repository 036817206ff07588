/** One way to write a network down, as TeX. */
import type { Settings } from '../../settings/settings';

export type NotationName = Settings['notation'];
export type When = 't-1' | 't' | 't+1';

/** `S`: the names of its symbols, those of the definitions (spec, sections 1 and 6). */
export interface Notation<S extends string> {
  readonly name: NotationName;
  readonly symbol: Readonly<Record<S, string>>;
  /** The step's place beside a symbol: `t`, `t+1`, … */
  readonly timed: (symbol: string, time: string) => string;
}

/** Writes symbols of one notation. */
export interface Writer<S extends string> {
  at(name: S, when: When): string;
  /** The pre-activation. */
  bar(name: S, when: When): string;
  delta(name: S, when: When): string;
  deltaBar(name: S, when: When): string;
  /** What the loss sends straight into a step; no source but Greff et al. has a symbol for it. */
  loss(when: When): string;
  plain(name: S): string;
  /** A matrix transposed: the ⊤ joins what already stands above it. */
  transposed(name: S): string;
  /** A letter that is the same in all notations, with its step. */
  timed(letter: string, when: When): string;
}

export function writer<S extends string>({ symbol, timed }: Notation<S>): Writer<S> {
  const at = (name: S, when: When): string => timed(symbol[name], when);
  const bar = (name: S, when: When): string => timed(`\\bar{${symbol[name]}}`, when);
  return {
    at,
    bar,
    delta: (name, when) => `\\delta ${at(name, when)}`,
    deltaBar: (name, when) => `\\delta ${bar(name, when)}`,
    loss: (when) => timed('\\Delta', when),
    plain: (name) => symbol[name],
    transposed: (name) => {
      const matrix = symbol[name];
      return matrix.includes('^') ? `${matrix.slice(0, -1)}\\,\\top}` : `${matrix}^{\\top}`;
    },
    timed,
  };
}

export const bold = (letter: string): string => `\\boldsymbol{${letter}}`;

type Patterns = Readonly<Record<'own' | 'R' | 'W' | 'b', (letter: string) => string>>;

/** How each notation writes a gate, its two matrices and its bias, by the gate's letter. */
const GATE_PATTERNS: Readonly<Record<NotationName, Patterns>> = {
  greff: {
    own: (letter) => letter,
    R: (letter) => `R_${letter}`,
    W: (letter) => `W_${letter}`,
    b: (letter) => `b_${letter}`,
  },
  pytorch: {
    own: (letter) => letter,
    R: (letter) => `W_{h${letter}}`,
    W: (letter) => `W_{i${letter}}`,
    b: (letter) => `b_{i${letter}} + b_{h${letter}}`,
  },
  lipton: {
    own: bold,
    R: (letter) => `W^{\\mathrm{${letter}h}}`,
    W: (letter) => `W^{\\mathrm{${letter}x}}`,
    b: (letter) => `${bold('b')}_${letter}`,
  },
  article: {
    own: (letter) => letter,
    R: (letter) => `W_h^{(${letter})}`,
    W: (letter) => `W_x^{(${letter})}`,
    b: (letter) => `b^{(${letter})}`,
  },
};

/** The symbols of all gates in one notation, from the letters that it has for them. */
export function gateSymbols<G extends string>(
  notation: NotationName,
  letters: Readonly<Record<G, string>>,
): Readonly<Record<G | `${'R' | 'W' | 'b'}_${G}`, string>> {
  const { own, ...kinds } = GATE_PATTERNS[notation];
  const entries = Object.entries<string>(letters).flatMap(([gate, letter]) => [
    [gate, own(letter)],
    ...Object.entries(kinds).map(([kind, pattern]) => [`${kind}_${gate}`, pattern(letter)]),
  ]);
  return Object.fromEntries(entries);
}
