/** Reads the recurrent layers of an ONNX model. */
import { ONNX_CELLS } from '../cells/onnx';
import { reading, tally } from '../guard';
import { type ModelFile, UnreadableFile } from '../model';
import { nonFiniteAround, some } from '../notices';
import { shortened } from '../storedTensor';
import { Constants } from './constants';
import { nodesOf } from './graph';
import { modelMessage } from './messages';
import { recurrentNodes } from './recurrent';
import { wired } from './stacks';
import { Tracer } from './trace';

function modelOf(bytes: Uint8Array): ModelFile {
  const { graph, functionOps } = modelMessage(bytes);
  const nodes = nodesOf(graph);
  const constants = new Constants(bytes.length);
  const recurrent = recurrentNodes(nodes, constants);
  const inFunctions = tally(functionOps.filter((op) => ONNX_CELLS.has(op)));
  if (recurrent.length === 0) {
    const what = nodes.length === 0 ? 'no nodes' : tally(nodes.map(({ op }) => shortened(op)));
    const where =
      inFunctions === '' ? '' : ` and, within functions of its own, which are not read here, ${inFunctions}`;
    throw new UnreadableFile(`An LSTM, GRU or RNN node was expected; this ONNX graph has ${what}${where}.`);
  }
  const { layers, heads, embeddings, notices } = wired(nodes, recurrent, new Tracer(recurrent, constants));
  const own = recurrent.flatMap((found) => found.notices);
  if (layers.length === 0) throw new UnreadableFile(`Nothing in this ONNX file can be computed here: ${some(own)}`);
  const functions =
    inFunctions === '' ? [] : [`Functions of the model’s own hold ${inFunctions}, which are not read here.`];
  return {
    format: 'ONNX',
    layers,
    heads,
    embeddings,
    batch: null,
    notices: [...own, ...notices, ...nonFiniteAround({ heads, embeddings }), ...functions],
  };
}

export { isOnnx } from './messages';

export const readOnnx = (bytes: Uint8Array): Promise<ModelFile> => reading('ONNX file', () => modelOf(bytes));
