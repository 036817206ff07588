/** The records of the cells: each says something of everything that its cell has, and one thing of what two cells share. */
import { describe, expect, it } from 'vitest';
import { CELLS } from '../../src/settings/cells';
import { type Cuttable, cuttableOf, edgesOf, kindOf, parametersOf } from '../../src/settings/edges';
import { WORDED_CELLS, wordsOf } from '../../src/story/cells';
import { cellAtRest } from '../../src/story/cells/atRest';
import { CELL_EQUATIONS } from '../../src/story/cells/equations';
import { gateWords } from '../../src/story/cells/gateRows';
import { closingOf, equationsOf, splitOf, symbolRows } from '../../src/story/equations/equations';
import { NOTATIONS } from '../../src/story/equations/notation';
import { edgeWords, inProse, pathOfParameter, plainSymbol, rowEdge, rowWords, symbolOf } from '../../src/story/names';
import { walkOver } from '../../src/story/walk';
import { restFormula } from '../../src/views/spectrum/words';
import { small } from '../engine/networks';

const FULL = { activation: 'tanh', cellActivation: 'tanh', peepholes: true, forgetGate: true } as const;

describe.each(WORDED_CELLS)('the records of the %s', (cell) => {
  const network = { cell, ...FULL };
  const words = wordsOf(cell);

  it('have words for every edge, each with its own symbol', () => {
    const all = cuttableOf(network);
    expect(Object.keys(words.edges).sort()).toEqual([...all].sort());
    for (const edge of all) {
      const { title, term, factor, symbol } = edgeWords(cell, edge);
      for (const text of [title, term, factor, symbol.base]) expect(text).not.toBe('');
      expect(symbolOf(edge)).toEqual(symbol);
      // Its name is a symbol with a subscript; a carousel has a word.
      expect(plainSymbol(edge)).toBe(kindOf(edge) === 'carousel' ? 'carousel' : edge);
      expect(inProse(edge)).toBe(kindOf(edge) === 'carousel' ? 'the carousel' : edge);
    }
    expect(new Set(all.map((edge) => edgeWords(cell, edge).term)).size).toBe(all.length);
  });

  it('have a path for every parameter, and a recurrent matrix is its own', () => {
    for (const name of parametersOf(network)) {
      expect(cuttableOf(network)).toContain(pathOfParameter(name));
      if (cuttableOf(network).includes(name as Cuttable)) expect(pathOfParameter(name)).toBe(name);
    }
  });

  it('have a title and a term for every row', () => {
    for (const part of CELLS[cell].state) {
      const { title, term } = rowWords(cell, part === 'c' ? 'c' : 'y');
      expect([title, term]).toEqual(['All paths', `δ${part}ᵗ`]);
    }
    for (const edge of edgesOf(network)) {
      const { title, term } = edgeWords(cell, edge);
      expect(rowEdge(`arriving.${edge}`)).toBe(edge);
      expect(rowWords(cell, `alone.${edge}`)).toEqual({
        title,
        plain: title,
        term,
        spoken: `${plainSymbol(edge)}, ${title}, this path alone`,
      });
    }
  });

  it('walk over every edge from its message to where it came from', () => {
    for (const edge of edgesOf(network)) {
      const hops = walkOver(cell, edge, null);
      const { term } = edgeWords(cell, edge);
      expect(hops.filter(({ place }) => place.kind === 'edge').map((hop) => hop.term)).toEqual([
        term,
        term.replaceAll('ᵗ⁺¹', 'ᵗ⁺²'),
      ]);
      expect(hops.map(({ offset }) => offset)).toEqual(hops.map(({ offset }) => offset).toSorted());
      expect(hops.at(-1)?.offset).toBe(2);
    }
  });

  it('have one term of the backward pass for each edge, and one part of the Jacobian', () => {
    for (const notation of Object.values(NOTATIONS)) {
      const terms = equationsOf(network, notation).flatMap(({ parts }) => parts.flatMap(({ edge }) => edge ?? []));
      expect(terms.toSorted()).toEqual(cuttableOf(network).toSorted());
      const inJacobian = splitOf(network, notation).flatMap(({ parts }) => parts.flatMap(({ edge }) => edge ?? []));
      // What the Jacobian leaves out is named below it.
      const below = closingOf(network, notation).flatMap((piece) =>
        typeof piece === 'object' && 'edge' in piece ? [piece.edge] : [],
      );
      for (const edge of edgesOf(network)) expect([...inJacobian, ...below]).toContain(edge);
    }
  });

  it('have every gate in the gates view and in the table of symbols', () => {
    const rows = gateWords(cell).rows(FULL);
    const symbols: readonly string[] = symbolRows(network).map(({ symbol }) => symbol);
    for (const gate of CELLS[cell].gates) {
      expect(rows.map(({ name }) => name)).toContain(gate);
      expect(symbols).toContain(gate);
    }
    for (const name of parametersOf(network)) expect(symbols).toContain(name);
    for (const { title, saturated } of rows) {
      expect(title).not.toBe('');
      if (saturated !== null) expect(saturated.low).not.toBe('');
    }
  });

  it('tell at rest what multiplies the eigenvalues', () => {
    const settings = { ...small({}), cell };
    const { keep, gain } = cellAtRest(cell).numbers(settings);
    expect(keep + gain).toBeGreaterThan(0);
    expect(restFormula(settings)).toMatch(/^μ = .*λ\(/);
    expect(Object.keys(cellAtRest(cell).remedy({ ...settings, blockBias: 0.5 }).patch)).toEqual(['blockBias']);
  });
});

it('two cells that share a symbol write it in the same way', () => {
  for (const name of ['greff', 'pytorch', 'lipton', 'article'] as const) {
    for (const { symbols } of Object.values(CELL_EQUATIONS))
      expect(NOTATIONS[name].symbol).toMatchObject(symbols[name]);
  }
  for (const cell of WORDED_CELLS)
    for (const [edge, { symbol }] of Object.entries(wordsOf(cell).edges))
      expect(symbolOf(edge as Cuttable)).toEqual(symbol);
});

it('an edge of a cell that was left still has its words', () => {
  expect(edgeWords('rnn', 'R_z')).toEqual(edgeWords('lstm', 'R_z'));
});
