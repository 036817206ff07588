/** Norms of weight gradients by the names that the layer's file has for its weights, which may hold several of the engine's parameters. */
import type { WeightGradients } from '../engine/weightGradients';
import { type Scaled, scaledProduct, scaledRoot, scaledSum, ZERO } from '../math/scaled';
import { scaledNorm } from '../math/scaledVector';
import { isPeephole, type ParameterName, parameterKind } from '../settings/edges';
import { biasesOf } from './cells/biases';
import type { RecurrentLayer } from './model';

/** PyTorch: weight_ih_l0, …; Keras: kernel, recurrent_kernel, bias; ONNX: W, R, B, and P where there are peepholes. */
export function gradientNorms(layer: RecurrentLayer, { gradient }: WeightGradients): ReadonlyMap<string, Scaled> {
  const norm = (those: readonly ParameterName[]): Scaled =>
    scaledRoot(those.map((name) => squareOf(gradient, name)).reduce(scaledSum, ZERO));
  return new Map([...gradientGroups(layer, [...gradient.keys()])].map(([name, those]) => [name, norm(those)]));
}

/** By the file's name of a weight, those of the engine's parameters (`names`) that it holds. */
export function gradientGroups(
  layer: RecurrentLayer,
  names: readonly ParameterName[],
): ReadonlyMap<string, readonly ParameterName[]> {
  const input = names.filter((name) => parameterKind(name) === 'input');
  const recurrent = names.filter((name) => parameterKind(name) === 'recurrent');
  const biases = biasesOf(layer.network.cell);
  const present = (those: readonly ParameterName[]): readonly ParameterName[] =>
    those.filter((name) => names.includes(name));
  const inputBias = present(biases.input);
  const recurrentBias = present(biases.recurrent);
  const hasBias = layer.hasBias ?? true;
  const groups = new Map<string, readonly ParameterName[]>();
  switch (layer.gradients) {
    case 'pytorch':
    case 'pytorchCell': {
      const suffix = layer.gradients === 'pytorch' ? `_${layer.layer}` : '';
      groups.set(`weight_ih${suffix}`, input);
      groups.set(`weight_hh${suffix}`, recurrent);
      if (!hasBias) break;
      groups.set(`bias_ih${suffix}`, inputBias);
      groups.set(`bias_hh${suffix}`, recurrentBias);
      break;
    }
    case 'keras': {
      groups.set('kernel', input);
      groups.set('recurrent_kernel', recurrent);
      // One vector of sums, but for a cell in which the two are different parameters: both, in two rows.
      const own = inputBias.some((name, index) => name !== recurrentBias[index])
        ? [...inputBias, ...recurrentBias]
        : inputBias;
      if (hasBias) groups.set('bias', own);
      break;
    }
    case 'onnx': {
      groups.set('W', input);
      groups.set('R', recurrent);
      if (hasBias) groups.set('B', [...inputBias, ...recurrentBias]);
      const peepholes = names.filter(isPeephole);
      if (peepholes.length > 0) groups.set('P', peepholes);
      break;
    }
  }
  return groups;
}

/** ‖δ‖² of one parameter, all its rows. */
function squareOf(gradient: WeightGradients['gradient'], name: ParameterName): Scaled {
  const rows = gradient.get(name);
  if (rows === undefined) return ZERO;
  const norm = scaledNorm(rows.mantissa, rows.blockExponent, 0, rows.mantissa.length);
  return scaledProduct(norm, norm);
}
