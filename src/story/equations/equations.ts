/** The equations of the chosen network in the chosen notation. */
import { CELL_EQUATIONS } from '../cells/equations';
import type { AnyNotation, SymbolName } from './notation';
import type { Equation, NetworkParts, Split, SymbolRow, TextPiece } from './parts';
import { writer } from './writer';

export interface Network extends NetworkParts {
  readonly cell: keyof typeof CELL_EQUATIONS;
}

/** The backward pass, term by term, in the order in which the gradient meets its equations on its way back through step t. */
export function equationsOf(network: Network, notation: AnyNotation): readonly Equation[] {
  return CELL_EQUATIONS[network.cell].backward(network, writer(notation));
}

/** One step's Jacobian, then the equations that spell its parts out. */
export function splitOf(network: Network, notation: AnyNotation): readonly Split[] {
  return CELL_EQUATIONS[network.cell].jacobian.parts(network, writer(notation));
}

/** What is to be said below the Jacobian. */
export function closingOf(network: Network, notation: AnyNotation): readonly TextPiece[] {
  return CELL_EQUATIONS[network.cell].jacobian.closing(writer(notation), network);
}

/** From one notation to the other: one row a symbol, by what it is; the symbols of this network alone. */
export function symbolRows(network: Network): readonly SymbolRow<SymbolName>[] {
  return CELL_EQUATIONS[network.cell].symbolRows(network);
}
