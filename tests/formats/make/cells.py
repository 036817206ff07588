"""The cells in float64, step by step, written from the documentation of ONNX and Keras: what the readers are compared with."""
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm(x, W, R, Wb, Rb, order, p=None, h0=None, c0=None):
    """y [T, N]. W [4N, M], R [4N, N]; `order` names the blocks; p: peepholes by gate."""
    n = R.shape[1]
    h = np.zeros(n) if h0 is None else h0
    c = np.zeros(n) if c0 is None else c0
    p = p or {gate: np.zeros(n) for gate in "iof"}
    ys = []
    for xt in x:
        a = dict(zip(order, (W @ xt + R @ h + Wb + Rb).reshape(4, n)))
        i = sigmoid(a["i"] + p["i"] * c)
        f = sigmoid(a["f"] + p["f"] * c)
        c = f * c + i * np.tanh(a["c"])
        o = sigmoid(a["o"] + p["o"] * c)
        h = o * np.tanh(c)
        ys.append(h)
    return np.array(ys)


def gru(x, W, R, Wb, Rb, order, h0=None):
    """The reset gate acts after the product."""
    n = R.shape[1]
    h = np.zeros(n) if h0 is None else h0
    ys = []
    for xt in x:
        a = dict(zip(order, (W @ xt + Wb).reshape(3, n)))
        b = dict(zip(order, (R @ h + Rb).reshape(3, n)))
        z = sigmoid(a["z"] + b["z"])
        r = sigmoid(a["r"] + b["r"])
        h = (1 - z) * np.tanh(a["h"] + r * b["h"]) + z * h
        ys.append(h)
    return np.array(ys)


def rnn(x, W, R, Wb, Rb, activation=np.tanh, h0=None):
    h = np.zeros(R.shape[1]) if h0 is None else h0
    ys = []
    for xt in x:
        h = activation(W @ xt + R @ h + Wb + Rb)
        ys.append(h)
    return np.array(ys)


def reverse(run, x, *args, **kwargs):
    """In time's order."""
    return run(x[::-1], *args, **kwargs)[::-1]


def weights(seed, *shape):
    """Multiples of 1/64 below 2: the same in every type of float."""
    return np.random.RandomState(seed).randint(-100, 101, shape) / 64
