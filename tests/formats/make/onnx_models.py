"""Writes small ONNX models in which weights reach recurrent nodes in unusual ways, and what they give.

/usr/bin/python3 onnx_models.py ../models     (Debian: python3-onnx, python3-numpy; onnx 1.12)
"""
import json
import sys

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

from cells import gru, lstm, reverse, rnn, weights

N, M, T = 3, 2, 5
OUT = sys.argv[1]
x = weights(1, T, M)
expected = {}


def tensor(name, values, kind=TensorProto.FLOAT, raw=True):
    values = np.asarray(values)
    if raw:
        dtype = {TensorProto.FLOAT: np.float32, TensorProto.DOUBLE: np.float64, TensorProto.FLOAT16: np.float16}[kind]
        return numpy_helper.from_array(values.astype(dtype), name)
    return helper.make_tensor(name, kind, values.shape, values.flatten())


def brain(name, values):
    """bfloat16: the upper halves of float32."""
    values = np.asarray(values, np.float32)
    halves = (values.view(np.uint32) >> 16).astype(np.uint16)
    return helper.make_tensor(name, TensorProto.BFLOAT16, values.shape, halves.tobytes(), raw=True)


def ints(name, values):
    return numpy_helper.from_array(np.array(values, np.int64), name)


def value(name, shape=None, kind=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def write(stem, nodes, inputs, outputs, initializers, opset=13, check=True):
    graph = helper.make_graph(nodes, stem, inputs, outputs, initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], producer_name="tests")
    model.ir_version = 7
    if check:
        checker.check_model(model)
    save(model, f"{OUT}/{stem}.onnx")


node = helper.make_node
X = value("x", [T, 1, M])
STEPS = ["T", "D", "B", "N"]


# Weights through constants, in every type of float; peepholes; initial states.
W, R, Wb, Rb, P = weights(2, 4 * N, M), weights(3, 4 * N, N), weights(4, 4 * N), weights(5, 4 * N), weights(6, 3, N)
h0, c0 = weights(7, N), weights(8, N)
wide = np.concatenate([weights(9, 1, 2), P.reshape(1, -1), weights(10, 1, 1)], axis=1)
write(
    "made-constants",
    [
        node("Constant", [], ["w16"], value=tensor("w16", W, TensorProto.FLOAT16)),
        node("Cast", ["w16"], ["w32"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["w32", "zero"], ["w"]),
        node("Transpose", ["r-turned"], ["r-right"], perm=[0, 2, 1]),
        node("Identity", ["r-right"], ["r"]),
        node("Cast", ["wb-double"], ["wb"], to=TensorProto.FLOAT),
        node("Concat", ["wb", "rb"], ["b-flat"], axis=-1),
        node("Reshape", ["b-flat", "b-shape"], ["b"]),
        node("Slice", ["p-wide", "two", "minus-one", "one"], ["p"]),
        node("Squeeze", ["h0-wide", "zero"], ["h0"]),
        node("LSTM", ["x", "w", "r", "b", "", "h0", "c0", "p"], ["y", "", ""], name="peephole", hidden_size=N),
    ],
    [X],
    [value("y", STEPS)],
    [
        ints("zero", [0]),
        ints("one", [1]),
        ints("two", [2]),
        ints("minus-one", [-1]),
        tensor("r-turned", R.T[None]),
        tensor("wb-double", Wb, TensorProto.DOUBLE, raw=False),
        tensor("rb", Rb, raw=False),
        ints("b-shape", [1, -1]),
        tensor("p-wide", wide),
        tensor("h0-wide", h0[None, None, None]),
        tensor("c0", c0[None, None]),
    ],
)
gates = dict(zip("iof", P))
expected["made-constants"] = {"l0": lstm(x, W, R, Wb, Rb, "iofc", gates, h0, c0)}


# Recurrent nodes in an If within a Loop, their weights outside; one more in the other branch.
gW, gR, gB = weights(11, 3 * N, M), weights(12, 3 * N, N), weights(13, 6 * N)
rW, rR = weights(14, N, M), weights(15, N, N)
then = helper.make_graph(
    [node("GRU", ["x", "gw", "gr", "gb"], ["gy", ""], name="inner gru", hidden_size=N, linear_before_reset=1)],
    "then",
    [],
    [value("gy")],
)
other = helper.make_graph(
    [
        node(
            "RNN", ["x", "rw", "rr"], ["ry", ""], name="inner rnn", hidden_size=N, direction="reverse", activations=["Relu"]
        )
    ],
    "else",
    [],
    [value("ry")],
)
body = helper.make_graph(
    [
        node("Identity", ["go"], ["on"]),
        node("If", ["go"], ["chosen"], then_branch=then, else_branch=other),
        node("Identity", ["chosen"], ["scanned"]),
    ],
    "body",
    [value("count", [], TensorProto.INT64), value("go", [], TensorProto.BOOL)],
    [value("on", [], TensorProto.BOOL), value("scanned")],
)
write(
    "made-nested",
    [node("Loop", ["times", "start"], ["all"], body=body)],
    [X, value("start", [], TensorProto.BOOL)],
    [value("all")],
    [
        ints("times", 2),
        brain("gw", gW[None]),
        tensor("gr", gR[None]),
        tensor("gb", gB[None]),
        tensor("rw", rW[None]),
        tensor("rr", rR[None]),
    ],
    check=False,
)
none = np.zeros(N)
expected["made-nested"] = {
    # The branches are stored by name: else, then.
    "l0": reverse(rnn, x, rW, rR, none, none, lambda a: np.maximum(a, 0)),
    "l1": gru(x, gW, gR, gB[: 3 * N], gB[3 * N :], "zrh"),
}


# What cannot be computed: each is named, and the last one is read.
more = [tensor("w4", W[None]), tensor("r4", R[None]), tensor("w3", gW[None]), tensor("r3", gR[None])]
write(
    "made-refused",
    [
        node("GRU", ["x", "w3", "r3"], ["a", ""], name="before", hidden_size=N),
        node("LSTM", ["x", "w4", "r4"], ["b", "", ""], name="coupled", hidden_size=N, input_forget=1),
        node(
            "LSTM", ["x", "w4", "r4"], ["c", "", ""], name="hard", hidden_size=N, activations=["HardSigmoid", "Tanh", "Tanh"]
        ),
        node("LSTM", ["x", "w4", "r4", "", "lengths"], ["d", "", ""], name="clipped", hidden_size=N, clip=50.0),
    ],
    [X, value("lengths", [1], TensorProto.INT32)],
    [value(name, STEPS) for name in "abcd"],
    more,
)
write("made-reset-before", [node("GRU", ["x", "w3", "r3"], ["a", ""], name="before", hidden_size=N)], [X], [value("a", STEPS)], more[2:])


# Token ids, two nodes of one direction each beside one another, a layer on top, a head on its last step, probabilities.
table = weights(20, 7, M)
fW, fR, bW, bR = weights(21, 4 * N, M), weights(22, 4 * N, N), weights(23, 4 * N, M), weights(24, 4 * N, N)
tW, tR = weights(25, N, 2 * N), weights(26, N, N)
head, bias = weights(27, N, 4), weights(28, 4)
write(
    "made-two-nodes",
    [
        node("Gather", ["table", "ids"], ["looked-up"]),
        node("LSTM", ["looked-up", "fw", "fr"], ["f4", "", ""], name="to the right", hidden_size=N),
        node("LSTM", ["looked-up", "bw", "br"], ["b4", "", ""], name="to the left", hidden_size=N, direction="reverse"),
        node("Squeeze", ["f4", "one"], ["f"]),
        node("Squeeze", ["b4", "one"], ["b"]),
        node("Concat", ["f", "b"], ["both"], axis=2),
        node("RNN", ["both", "tw", "tr"], ["", "last"], name="top", hidden_size=N),
        node("Squeeze", ["last", "zero"], ["flat"]),
        node("MatMul", ["flat", "head"], ["product"]),
        node("Add", ["bias", "product"], ["logits"]),
        node("Softmax", ["logits"], ["p"]),
    ],
    [value("ids", [T, 1], TensorProto.INT64)],
    [value("p", ["B", "K"])],
    [
        ints("zero", [0]),
        ints("one", [1]),
        tensor("table", table),
        tensor("fw", fW[None]),
        tensor("fr", fR[None]),
        tensor("bw", bW[None]),
        tensor("br", bR[None]),
        tensor("tw", tW[None]),
        tensor("tr", tR[None]),
        tensor("head", head),
        tensor("bias", bias),
    ],
)
four = np.zeros(4 * N)
right = lstm(x, fW, fR, four, four, "iofc")
left = reverse(lstm, x, bW, bR, four, four, "iofc")
top = rnn(np.concatenate([right, left], axis=1), tW, tR, none, none)
expected["made-two-nodes"] = {"l0": right, "l1": left, "l2": top}

# Batch first; a head on a Slice of the last step, scaled; and a decoder that starts from its state.
eW, eR = weights(29, 4 * N, M), weights(30, 4 * N, N)
dW, dR, dB = weights(31, 3 * N, M), weights(32, 3 * N, N), weights(33, 6 * N)
first, first_bias = weights(34, N, 2), 0.25
write(
    "made-batch-first",
    [
        node("LSTM", ["x", "ew", "er"], ["e", "eh", ""], name="encoder", hidden_size=N, layout=1),
        node("Slice", ["e", "minus-one", "far", "one"], ["last"]),
        node("Squeeze", ["last", "axes"], ["flat"]),
        node("Gemm", ["flat", "first", "first-bias"], ["logits"], alpha=2.0, beta=4.0),
        node("Sigmoid", ["logits"], ["p"]),
        node("GRU", ["z", "dw", "dr", "db", "", "eh"], ["d", ""], name="decoder", hidden_size=N, layout=1, linear_before_reset=1),
    ],
    [value("x", [1, T, M]), value("z", [1, T, M])],
    [value("p", ["B", "K"]), value("d", STEPS)],
    [
        ints("minus-one", [-1]),
        ints("one", [1]),
        ints("far", [2**63 - 1]),
        ints("axes", [1, 2]),
        tensor("ew", eW[None]),
        tensor("er", eR[None]),
        tensor("dw", dW[None]),
        tensor("dr", dR[None]),
        tensor("db", dB[None]),
        tensor("first", first),
        tensor("first-bias", np.array(first_bias)),
    ],
    opset=14,
)
expected["made-batch-first"] = {
    "l0": lstm(x, eW, eR, four, four, "iofc"),
    "l1": gru(x, dW, dR, dB[: 3 * N], dB[3 * N :], "zrh"),
}

with open(f"{OUT}/made-onnx.json", "w") as file:
    layers = {stem: {layer: y.tolist() for layer, y in made.items()} for stem, made in expected.items()}
    json.dump({"inputs": x.tolist(), "expected": layers}, file)
