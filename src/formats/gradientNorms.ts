/** Norms of weight gradients by the names that the layer's file has for its weights, which may hold several of the engine's parameters. */
import type { WeightGradients } from '../engine/weightGradients';
import { type Scaled, scaledProduct, scaledRoot, scaledSum, ZERO } from '../math/limb';
import { scaledNorm } from '../math/scaledVector';
import { isPeephole, type ParameterName, parameterKind } from '../settings/edges';
import { biasesOf } from './cells/biases';
import type { RecurrentLayer } from './model';

/** PyTorch: weight_ih_l0, …; Keras: kernel, recurrent_kernel, bias; ONNX: W, R, B, and P where there are peepholes. */
export function gradientNorms(layer: RecurrentLayer, { gradient }: WeightGradients): ReadonlyMap<string, Scaled> {
  const norm = (those: readonly ParameterName[]): Scaled =>
    scaledRoot(those.map((name) => squareOf(gradient, name)).reduce(scaledSum, ZERO));
  const names = [...gradient.keys()];
  const input = names.filter((name) => parameterKind(name) === 'input');
  const recurrent = names.filter((name) => parameterKind(name) === 'recurrent');
  const { input: inputBias, recurrent: recurrentBias } = biasesOf(layer.network.cell);
  const hasBias = layer.hasBias ?? true;
  const norms = new Map<string, Scaled>();
  switch (layer.gradients) {
    case 'pytorch':
    case 'pytorchCell': {
      const suffix = layer.gradients === 'pytorch' ? `_${layer.layer}` : '';
      norms.set(`weight_ih${suffix}`, norm(input));
      norms.set(`weight_hh${suffix}`, norm(recurrent));
      if (!hasBias) break;
      norms.set(`bias_ih${suffix}`, norm(inputBias));
      norms.set(`bias_hh${suffix}`, norm(recurrentBias));
      break;
    }
    case 'keras': {
      norms.set('kernel', norm(input));
      norms.set('recurrent_kernel', norm(recurrent));
      // One vector of sums, but for a cell in which the two are different parameters: both, in two rows.
      const own = inputBias.some((name, index) => name !== recurrentBias[index])
        ? [...inputBias, ...recurrentBias]
        : inputBias;
      if (hasBias) norms.set('bias', norm(own));
      break;
    }
    case 'onnx': {
      norms.set('W', norm(input));
      norms.set('R', norm(recurrent));
      if (hasBias) norms.set('B', norm([...inputBias, ...recurrentBias]));
      const peepholes = names.filter(isPeephole);
      if (peepholes.length > 0) norms.set('P', norm(peepholes));
      break;
    }
  }
  return norms;
}

/** ‖δ‖² of one parameter, all its rows. */
function squareOf(gradient: WeightGradients['gradient'], name: ParameterName): Scaled {
  const rows = gradient.get(name);
  if (rows === undefined) return ZERO;
  const norm = scaledNorm(rows.mantissa, rows.limb, 0, rows.mantissa.length);
  return scaledProduct(norm, norm);
}
