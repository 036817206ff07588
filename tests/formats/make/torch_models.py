"""Exports small PyTorch modules to ONNX, and what their recurrent layers give, in float64 through the stored weights.

/usr/bin/python3 torch_models.py ../models     (Debian: python3-torch, python3-onnx; PyTorch 1.13)
"""
import json
import sys

import torch
from torch import nn

OUT = sys.argv[1]
T = 6
expected = {}


class Tokens(nn.Module):
    """Token ids, two layers with dropout between them, the last layer's final state, a head."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(7, 4)
        self.rnn = nn.GRU(4, 5, num_layers=2, batch_first=True, dropout=0.3)
        self.head = nn.Linear(5, 3)

    def forward(self, ids):
        _, h = self.rnn(self.embedding(ids))
        return self.head(h[-1])


class BothEnds(nn.Module):
    """A head on the final states of both directions."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(3, 4, bidirectional=True, batch_first=True)
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        _, (h, _) = self.rnn(x)
        return self.head(torch.cat([h[-2], h[-1]], dim=1))


class Convolved(nn.Module):
    """Something else below and above."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(2, 3, 3, padding=1)
        self.rnn = nn.RNN(3, 4, nonlinearity="relu", batch_first=True, bias=False)
        self.hidden = nn.Linear(4, 5)
        self.head = nn.Linear(5, 1)

    def forward(self, x):
        h = torch.relu(self.conv(x.transpose(1, 2))).transpose(1, 2)
        y, _ = self.rnn(h)
        return self.head(torch.relu(self.hidden(y[:, -1])))


class Separate(nn.Module):
    """Two modules, one on the other, and a head at every step."""

    def __init__(self):
        super().__init__()
        self.first = nn.LSTM(2, 3, batch_first=True)
        self.second = nn.LSTM(3, 4, batch_first=True)
        self.head = nn.Linear(4, 2)

    def forward(self, x):
        y, _ = self.first(x)
        z, _ = self.second(y)
        return self.head(z)


class Branches(nn.Module):
    """One layer for long sequences and another for short ones, under the same head."""

    def __init__(self):
        super().__init__()
        self.long = nn.GRU(2, 3, batch_first=True)
        self.short = nn.LSTM(2, 3, batch_first=True)
        self.head = nn.Linear(3, 2)

    def forward(self, x):
        if x.shape[1] > 3:
            y, _ = self.long(x)
        else:
            y, _ = self.short(x)
        return self.head(y[:, -1])


class Twice(nn.Module):
    """The same head on the last output and on the final state."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.GRU(2, 3)
        self.head = nn.Linear(3, 2)

    def forward(self, x):
        y, h = self.rnn(x)
        return torch.log_softmax(self.head(y[-1]), -1), self.head(h.squeeze(0))


def layers(rnn, x):
    """[T][N] by PyTorch's suffix: each layer and direction run by itself."""
    found = {}
    below = x
    for depth in range(rnn.num_layers):
        outputs = []
        for suffix in ["", "_reverse"][: 2 if rnn.bidirectional else 1]:
            extra = {"nonlinearity": rnn.nonlinearity} if isinstance(rnn, nn.RNN) else {}
            one = type(rnn)(below.shape[2], rnn.hidden_size, batch_first=True, bias=rnn.bias, **extra).double()
            for name in ["weight_ih", "weight_hh"] + (["bias_ih", "bias_hh"] if rnn.bias else []):
                getattr(one, f"{name}_l0").data = getattr(rnn, f"{name}_l{depth}{suffix}").data.double()
            y = one(below.flip(1))[0].flip(1) if suffix else one(below)[0]
            found[f"l{depth}{suffix}"] = y[0].tolist()
            outputs.append(y)
        below = torch.cat(outputs, dim=2)
    return found, below


def export(stem, model, x, opset=14, fold=True):
    model.eval()
    axes = {"x": {0: "batch", 1: "time"}}
    torch.onnx.export(
        model, (x,), f"{OUT}/{stem}.onnx", input_names=["x"], dynamic_axes=axes, opset_version=opset, do_constant_folding=fold
    )


torch.manual_seed(3)
with torch.no_grad():
    tokens = Tokens()
    ids = torch.tensor([[1, 5, 0, 2, 6, 3]])
    export("torch-tokens", tokens, ids)
    x = tokens.embedding(ids).double()
    expected["torch-tokens"] = {"inputs": x[0].tolist(), "layers": layers(tokens.rnn, x)[0]}

    both = BothEnds()
    x = torch.randn(1, T, 3)
    export("torch-both-ends", both, x)
    expected["torch-both-ends"] = {"inputs": x[0].tolist(), "layers": layers(both.rnn, x.double())[0]}

    convolved = Convolved()
    x = torch.randn(1, T, 2)
    export("torch-convolved", convolved, x)
    x = torch.relu(convolved.conv(x.transpose(1, 2))).transpose(1, 2).double()
    expected["torch-convolved"] = {"inputs": x[0].tolist(), "layers": layers(convolved.rnn, x)[0]}

    separate = Separate()
    x = torch.randn(1, T, 2)
    export("torch-separate", separate, x)
    lower, y = layers(separate.first, x.double())
    upper, _ = layers(separate.second, y)
    expected["torch-separate"] = {"inputs": x[0].tolist(), "layers": {"l0": lower["l0"], "l1": upper["l0"]}}

    # Scripted, so that what depends on the data stays in the graph as If.
    export("torch-scripted", torch.jit.script(BothEnds()), torch.randn(1, T, 3))

    branches = Branches()
    x = torch.randn(1, T, 2)
    export("torch-branches", torch.jit.script(branches.eval()), x, fold=False)
    long, short = layers(branches.long, x.double())[0], layers(branches.short, x.double())[0]
    expected["torch-branches"] = {"inputs": x[0].tolist(), "layers": {"l0": long["l0"], "l1": short["l0"]}}

    # An older operator set, in which axes and cuts are attributes, and weights are put together in the graph.
    twice = Twice()
    x = torch.randn(T, 1, 2)
    export("torch-twice", twice, x, opset=9, fold=False)
    expected["torch-twice"] = {"inputs": x[:, 0].tolist(), "layers": layers(twice.rnn, x.transpose(0, 1).double())[0]}

with open(f"{OUT}/torch-onnx.json", "w") as file:
    json.dump(expected, file)
