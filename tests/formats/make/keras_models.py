"""Writes small files in the layouts and with the names that versions of Keras have used, and what their layers give.

/usr/bin/python3 keras_models.py ../models     (Debian: python3-h5py, python3-numpy; Keras itself is not needed)
"""
import io
import json
import sys
import zipfile

import h5py
import numpy as np

from cells import gru, lstm, reverse, rnn, weights

OUT = sys.argv[1]
N, M, T = 3, 2, 5
x = weights(1, T, M)
four, none = np.zeros(4 * N), np.zeros(N)

# Gates i f c o; kernels [in × out].
kernel, recurrent, bias = weights(30, M, 4 * N), weights(31, N, 4 * N), weights(32, 4 * N)
y = lstm(x, kernel.T, recurrent.T, bias, four, "ifco")
CELL = [("kernel", kernel), ("recurrent_kernel", recurrent), ("bias", bias)]

# What names there are for one LSTM and its Dense layer.
head, head_bias = weights(33, N, 1), weights(34, 1)
DENSE = [("kernel", head), ("bias", head_bias)]


def layer(class_name, name, **config):
    return {"class_name": class_name, "config": {"name": name, **config}}


def lstm_layer(name, units=N, steps=False, **more):
    return layer(
        "LSTM", name, units=units, activation="tanh", recurrent_activation="sigmoid", use_bias=True, return_sequences=steps, **more
    )


def sequential(*layers):
    return {"class_name": "Sequential", "config": {"name": "sequential", "layers": list(layers)}}


def put(group, path, values):
    group.create_dataset(path, data=np.asarray(values, np.float32))


def texts(names):
    return np.array([name.encode() for name in names])


def legacy(file, layers, root="model_weights", config=None):
    """`layers`: name → [(weight name, values)]."""
    if config is not None:
        file.attrs["model_config"] = json.dumps(config).encode()
        file.attrs["keras_version"] = b"2.4.0"
    group = file.create_group(root) if root else file
    group.attrs["layer_names"] = texts(layers)
    for name, held in layers.items():
        own = group.create_group(name)
        own.attrs["weight_names"] = texts([path for path, _ in held])
        for path, values in held:
            put(own, path, values)


def within(path, held, suffix=":0"):
    return [(f"{path}/{name}{suffix}", values) for name, values in held]


def numbered(file, path, held):
    for k, (_, values) in enumerate(held):
        put(file, f"{path}/vars/{k}", values)


def h5(stem, fill, **options):
    with h5py.File(f"{OUT}/{stem}.h5", "w", **options) as file:
        fill(file)


def keras(stem, config, fill):
    held = io.BytesIO()
    with h5py.File(held, "w") as file:
        fill(file)
    with zipfile.ZipFile(f"{OUT}/{stem}.keras", "w", zipfile.ZIP_STORED) as archive:
        for name, data in [("metadata.json", b"{}"), ("config.json", json.dumps(config).encode()), ("model.weights.h5", held.getvalue())]:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)


plain = sequential(lstm_layer("lstm_1"), layer("Dense", "dense_1", units=1, activation="linear"))


# One LSTM under every name.
def old_names(cell, suffix=":0", root="model_weights", config=plain):
    return lambda file: legacy(
        file, {"lstm_1": within(cell, CELL, suffix), "dense_1": within("dense_1", DENSE, suffix)}, root, config
    )


h5("keras-cell-1", old_names("lstm_1/lstm_cell_1"))
h5("keras-oldest", old_names("lstm_1"))
h5("keras-3-writes-h5", old_names("sequential_1/lstm_1/lstm_cell", ""))
h5("keras-weights-only", old_names("lstm_1/lstm_cell_1", root=None, config=None))


def new_names(container):
    def fill(file):
        numbered(file, f"{container}/lstm/cell", CELL)
        numbered(file, f"{container}/dense", DENSE)

    return fill


keras("keras-2-12", plain, new_names("_layer_checkpoint_dependencies"))
h5("keras-3.weights", new_names("layers"))
# h5py's newest layout: other headers, links in heaps.
def newest(file):
    new_names("layers")(file)
    for k in range(40):
        file.create_group(f"layers/other_{k}").attrs["name"] = f"other {k}"
    for k in range(20):
        file.attrs[f"remark {k}"] = k


h5("keras-newest-layout", newest, libver="latest", track_order=True)


# Compressed, in chunks, in half precision, after data of somebody else.
def packed(file):
    for k, (_, values) in enumerate(CELL):
        options = {"chunks": tuple(max(1, size // 2 + 1) for size in values.shape), "compression": "gzip"}
        file.create_dataset(f"layers/lstm/cell/vars/{k}", data=values.astype(np.float16), shuffle=True, fletcher32=True, **options)


h5("keras-packed.weights", packed, userblock_size=512)

# A stack: both directions, dropout, a GRU in a model of its own, a head; names that do not go by class.
fK, fR, fb = weights(40, M, 4 * N), weights(41, N, 4 * N), weights(42, 4 * N)
bK, bR, bb = weights(43, M, 4 * N), weights(44, N, 4 * N), weights(45, 4 * N)
gK, gR, gb = weights(46, 2 * N, 3 * N), weights(47, N, 3 * N), weights(48, 2, 3 * N)
table = weights(49, 7, M)
inner = {
    "class_name": "Sequential",
    "config": {
        "name": "upper",
        "layers": [
            layer("InputLayer", "input_2"),
            layer(
                "GRU", "deep", units=N, activation="tanh", recurrent_activation="sigmoid", reset_after=True, return_sequences=False
            ),
        ],
    },
}
both = layer("Bidirectional", "both", merge_mode="concat", layer=lstm_layer("zeta", steps=True))
tower = sequential(
    layer("Embedding", "words", input_dim=7, output_dim=M, mask_zero=True),
    both,
    layer("Dropout", "dropout", rate=0.5),
    inner,
    layer("Dense", "out", units=1, activation="sigmoid"),
)
forward = [("kernel", fK), ("recurrent_kernel", fR), ("bias", fb)]
backward = [("kernel", bK), ("recurrent_kernel", bR), ("bias", bb)]
deep = [("kernel", gK), ("recurrent_kernel", gR), ("bias", gb)]
h5(
    "keras-tower",
    lambda file: legacy(
        file,
        {
            "words": [("words/embeddings:0", table)],
            "both": within("both/forward_zeta/lstm_cell_1", forward) + within("both/backward_zeta/lstm_cell_2", backward),
            "dropout": [],
            "upper": within("deep/gru_cell", deep),
            "out": within("out", DENSE),
        },
        config=tower,
    ),
)


def tower_3(file):
    put(file, "layers/embedding/vars/0", table)
    numbered(file, "layers/bidirectional/forward_layer/cell", forward)
    numbered(file, "layers/bidirectional/backward_layer/cell", backward)
    numbered(file, "layers/sequential/layers/gru/cell", deep)
    numbered(file, "layers/dense", DENSE)


keras("keras-tower", tower, tower_3)
right = lstm(x, fK.T, fR.T, fb, four, "ifco")
left = reverse(lstm, x, bK.T, bR.T, bb, four, "ifco")
top = gru(np.concatenate([right, left], axis=1), gK.T, gR.T, gb[0], gb[1], "zrh")
tower_y = {"l0": right, "l0_reverse": left, "l1": top}

# A functional model in Keras 3's words: an RNN of stacked cells, one layer after the other by class, and an encoder
# whose states start a decoder.
sK, sR, sb = weights(50, M, N), weights(51, N, N), weights(52, N)
uK, uR, ub = weights(53, N, N), weights(54, N, N), weights(55, N)


def tensor(name, output=0):
    return {"class_name": "__keras_tensor__", "config": {"shape": [None, T, M], "dtype": "float32", "keras_history": [name, 0, output]}}


def functional(made, name, *args, **kwargs):
    inbound = [{"args": list(args), "kwargs": kwargs}] if args else []
    return {"module": "keras.layers", **made, "name": name, "registered_name": None, "inbound_nodes": inbound}


def simple(name, activation):
    return layer("SimpleRNNCell", name, units=N, activation=activation)


cells = layer("StackedRNNCells", "cells", cells=[simple("a", "relu"), simple("b", "tanh")])
graph = {
    "class_name": "Functional",
    "config": {
        "name": "functional",
        "layers": [
            functional(layer("InputLayer", "in"), "in"),
            functional(layer("RNN", "pile", cell=cells, return_sequences=False), "pile", tensor("in")),
            functional(lstm_layer("second", steps=True, return_state=True), "second", tensor("in")),
            functional(
                lstm_layer("first"), "first", tensor("in"), initial_state=[tensor("second", 1), tensor("second", 2)]
            ),
            functional(layer("Dense", "hidden", units=4, activation="relu"), "hidden", tensor("pile")),
            functional(layer("Dense", "out", units=1, activation="softmax"), "out", tensor("first")),
        ],
        "input_layers": [["in", 0, 0]],
        "output_layers": [["hidden", 0, 0], ["out", 0, 0]],
    },
}


def graph_weights(file):
    numbered(file, "layers/rnn/cell/cells/simple_rnn_cell", [("", sK), ("", sR), ("", sb)])
    numbered(file, "layers/rnn/cell/cells/simple_rnn_cell_1", [("", uK), ("", uR), ("", ub)])
    numbered(file, "layers/lstm/cell", CELL)
    numbered(file, "layers/lstm_1/cell", forward)
    numbered(file, "layers/dense", [("", weights(56, N, 4)), ("", weights(57, 4))])
    numbered(file, "layers/dense_1", DENSE)


keras("keras-functional", graph, graph_weights)
lower = rnn(x, sK.T, sR.T, sb, none, lambda a: np.maximum(a, 0))
graph_y = {"l0": lower, "l1": rnn(lower, uK.T, uR.T, ub, none), "l2": y, "l3": right}

# What cannot be computed, one of each.
refused = sequential(
    lstm_layer("hard", steps=True) | {},
    layer("GRU", "before", units=N, activation="tanh", recurrent_activation="sigmoid", reset_after=False, return_sequences=True),
    layer("LSTM", "rectified", units=N, activation="relu", recurrent_activation="sigmoid", return_sequences=True),
    layer("SimpleRNN", "backwards", units=N, activation="linear", go_backwards=True),
)
refused["config"]["layers"][0]["config"]["recurrent_activation"] = "hard_sigmoid"
nK = weights(60, N, 4 * N)
before = [("kernel", weights(61, N, 3 * N)), ("recurrent_kernel", gR), ("bias", gb[0])]
rectified = [("kernel", nK), ("recurrent_kernel", recurrent), ("bias", bias)]
unusual = weights(62, N, N).astype(np.float64)
unusual[1, 2] = np.nan
unusual[2, 0] = np.inf
backwards = [("kernel", unusual), ("recurrent_kernel", sR), ("bias", sb)]
h5(
    "keras-refused",
    lambda file: legacy(
        file,
        {
            "hard": within("hard/lstm_cell", CELL),
            "before": within("before/gru_cell", before),
            "rectified": within("rectified/lstm_cell", rectified),
            "backwards": within("backwards/simple_rnn_cell", backwards),
        },
        config=refused,
    ),
)

# Another architecture, and a dataset that is said to be huge and holds nothing.
h5(
    "keras-other",
    lambda file: legacy(
        file, {"dense_1": within("dense_1", DENSE)}, config=sequential(layer("Conv1D", "conv"), layer("Dense", "dense_1"))
    ),
)


def bomb(file):
    file.create_dataset("layers/lstm/cell/vars/0", (1 << 20, 1 << 20), np.float32)
    file.create_dataset("layers/lstm/cell/vars/1", (1 << 18, 1 << 20), np.float32, chunks=(1, 1 << 20), compression="gzip")


h5("keras-bomb.weights", bomb)

# cuDNN's order of the same numbers, written from Keras's conversion (hdf5_format.py, _convert_rnn_weights), inverted.
def to_cudnn(kernel, recurrent, gates):
    inputs = [k.reshape(k.shape, order="F") for k in np.hsplit(kernel, gates)]
    inputs = [k.T.reshape(k.shape) for k in inputs]
    return np.hstack(inputs), np.hstack([r.T for r in np.hsplit(recurrent, gates)])


def from_cudnn(kernel, recurrent, gates):
    inputs = [k.T.reshape(k.shape, order="F") for k in np.hsplit(kernel, gates)]
    return np.hstack(inputs), np.hstack([r.T for r in np.hsplit(recurrent, gates)])


cK, cR = to_cudnn(kernel, recurrent, 4)
assert all(np.array_equal(a, b) for a, b in zip(from_cudnn(cK, cR, 4), (kernel, recurrent)))
cudnn = [("kernel", cK), ("recurrent_kernel", cR), ("bias", np.concatenate([bias - 1, np.ones(4 * N)]))]
cgK, cgR = to_cudnn(weights(63, N, 3 * N), gR, 3)
cudnn_gru = [("kernel", cgK), ("recurrent_kernel", cgR), ("bias", gb.flatten())]
fast = sequential(layer("CuDNNLSTM", "cu", units=N, return_sequences=True), layer("CuDNNGRU", "cu2", units=N))
h5("keras-cudnn", lambda file: legacy(file, {"cu": within("cu", cudnn), "cu2": within("cu2", cudnn_gru)}, config=fast))
cudnn_y = {"l0": y, "l1": gru(y, weights(63, N, 3 * N).T, gR.T, gb[0], gb[1], "zrh")}

expected = {"cudnn": cudnn_y, "plain": {"l0": y}, "tower": tower_y, "functional": graph_y}
with open(f"{OUT}/made-keras.json", "w") as file:
    layers = {stem: {name: values.tolist() for name, values in made.items()} for stem, made in expected.items()}
    json.dump({"inputs": x.tolist(), "expected": layers}, file)
