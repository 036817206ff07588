"""Makes tests/formats/models/torch: small files as PyTorch saves them, and autograd's answers in float64 through the stored weights.

    python3 tests/formats/make/pytorch.py tests/formats/models/torch     (torch 1.13 was used)

The networks are run step by step, so that every y and c keeps its gradient.
"""
import argparse
import collections
import json
import math
import os
import sys

import numpy
import torch
from torch import nn

OUT = sys.argv[1]
os.makedirs(OUT, exist_ok=True)
torch.manual_seed(7)


def cell(kind, x, h, c, w, relu):
    """One step; w: weight_ih, weight_hh, bias_ih, bias_hh in float64."""
    a, b = w[0] @ x, w[1] @ h
    if len(w) > 2:
        a, b = a + w[2], b + w[3]
    n = h.shape[0]
    if kind == 'lstm':
        i, f, g, o = (a + b).split(n)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c
    if kind == 'gru':
        (ar, az, an), (br, bz, bn) = a.split(n), b.split(n)
        r, z = torch.sigmoid(ar + br), torch.sigmoid(az + bz)
        return (1 - z) * torch.tanh(an + r * bn) + z * h, c
    return (torch.relu if relu else torch.tanh)(a + b), c


def run(kind, layers, xs, relu=False):
    """layers: by depth, {name: weights}; returns what each step of each layer is, in time's order, and the output at the last step."""
    kept = {}
    for level in layers:
        outs = []
        for name, w in level.items():
            n = w[1].shape[1]
            h, c = torch.zeros(n).double(), torch.zeros(n).double()
            order = range(len(xs)) if 'reverse' not in name else range(len(xs) - 1, -1, -1)
            ys, cs = [None] * len(xs), [None] * len(xs)
            for t in order:
                h, c = cell(kind, xs[t], h, c, w, relu)
                if h.requires_grad:
                    h.retain_grad()
                if kind == 'lstm':
                    c.retain_grad()
                ys[t], cs[t] = h, c
            kept[name] = (ys, cs)
            outs.append(ys)
        xs = [torch.cat(parts) for parts in zip(*outs)]
    return kept, xs[-1]


def grad(v):
    return (torch.zeros_like(v) if v.grad is None else v.grad).tolist()


def answers(kind, stored, layers, inputs, loss_of, relu=False):
    """stored: name → tensor; layers: by depth, {name: [names of its weights]}."""
    leaf = {k: v.detach().to(torch.float64).clone().requires_grad_() for k, v in stored.items()}
    xs = [row.double() for row in inputs]
    kept, last = run(kind, [{n: [leaf[k] for k in names] for n, names in level.items()} for level in layers], xs, relu)
    loss = loss_of(last, leaf)
    loss.backward()
    out = {}
    for level in layers:
        for name, names in level.items():
            ys, cs = kept[name]
            out[name] = {'y': [y.tolist() for y in ys], 'delta_y': [grad(y) for y in ys]}
            if kind == 'lstm':
                out[name].update(c=[c.tolist() for c in cs], delta_c=[grad(c) for c in cs])
            out[name]['gradientNorm'] = {
                k.split('.')[-1]: float(leaf[k].grad.norm()) if leaf[k].grad is not None else 0.0 for k in names}
    return {'inputs': inputs.tolist(), 'expected': {'loss': float(loss), 'layers': out}}


def names_of(prefix, depth, both, bias=True):
    parts = ['weight_ih', 'weight_hh'] + (['bias_ih', 'bias_hh'] if bias else [])
    suffix = lambda d, r: f'l{d}' + ('_reverse' if r else '')
    return [{suffix(d, r): [f'{prefix}{p}_{suffix(d, r)}' for p in parts] for r in ([0, 1] if both else [0])} for d in range(depth)]


def half_squared(weight, bias, target):
    t = torch.as_tensor(target, dtype=torch.float64)
    return lambda last, leaf: 0.5 * ((leaf[weight] @ last + leaf[bias] - t) ** 2).sum()


class Net(nn.Module):
    def __init__(self, rnn, width, outputs=1):
        super().__init__()
        self.rnn = rnn
        self.head = nn.Linear(width, outputs)


def save(name, value, **options):
    torch.save(value, os.path.join(OUT, name), **options)


def write(name, value, target, **more):
    with open(os.path.join(OUT, name + '.json'), 'w') as f:
        json.dump({**value, 'target': target, **more}, f)


def case(name, file, kind, stored, saved, layers, target, head='head', T=6, relu=False):
    m = stored[layers[0][next(iter(layers[0]))][0]].shape[1]
    inputs = torch.randn(T, m)
    save(file, saved)
    write(name, answers(kind, stored, layers, inputs, half_squared(f'{head}.weight', f'{head}.bias', [target]), relu), [target], file=file)


# Types of numbers.
net = Net(nn.LSTM(2, 3), 3)
for short, dtype in [('float16', torch.float16), ('bfloat16', torch.bfloat16), ('float64', torch.float64)]:
    sd = {k: v.to(dtype) for k, v in net.state_dict().items()}
    case(short, f'{short}.pt', 'lstm', sd, sd, names_of('rnn.', 1, False), 0.5)

# Views: all in one storage, one matrix transposed, one that takes every second column, one bias that is expanded.
net = Net(nn.LSTM(2, 3), 3)
sd = net.state_dict()
storage = torch.zeros(500)
views, at = collections.OrderedDict(), 5
for k, v in sd.items():
    storage[at:at + v.numel()] = v.flatten()
    views[k] = storage[at:at + v.numel()].view(v.shape)
    at += v.numel() + 3
views['rnn.weight_hh_l0'] = torch.randn(3, 12).t()
views['rnn.weight_ih_l0'] = torch.randn(12, 4)[:, ::2]
views['rnn.bias_hh_l0'] = torch.tensor([0.25]).expand(12)
case('views', 'views.pt', 'lstm', views, views, names_of('rnn.', 1, False), -0.25)

# Lightning: prefixes, an optimiser, a class that is not made, NumPy's scalars.
net = Net(nn.GRU(2, 3, num_layers=2, bidirectional=True, bias=False), 6)
sd = collections.OrderedDict((f'model.{k}', v) for k, v in net.state_dict().items())
case('lightning', 'lightning.ckpt', 'gru', sd, {
    'epoch': 3, 'global_step': 1200, 'pytorch-lightning_version': '1.9.0', 'state_dict': sd, 'loops': None,
    'callbacks': {"ModelCheckpoint{'monitor': 'loss'}": {'best_model_score': torch.tensor(0.5), 'best_k_models': {}}},
    'optimizer_states': [{'state': {0: {'step': torch.tensor(1.), 'exp_avg': torch.randn(9, 3), 'exp_avg_sq': torch.randn(9, 3)}},
                          'param_groups': [{'lr': 1e-3, 'betas': (0.9, 0.999), 'params': [0]}]}],
    'lr_schedulers': [], 'hparams_name': 'args', 'hyper_parameters': argparse.Namespace(lr=1e-3, size=3),
    'best': numpy.float64(0.25), 'count': numpy.int64(3), 'when': {1, 2}, 'big': 2 ** 80,
}, names_of('model.rnn.', 2, True, bias=False), 0.75, head='model.head')

# nn.RNN with ReLU; parameters and not tensors.
net = Net(nn.RNN(2, 3, num_layers=2, nonlinearity='relu'), 3)
with torch.no_grad():
    for p in net.parameters():
        p.abs_()
case('relu', 'relu.pt', 'rnn', net.state_dict(), dict(net.named_parameters()), names_of('rnn.', 2, False), 0.1, relu=True)

# NumPy's arrays in a checkpoint.
net = Net(nn.GRU(2, 3), 3)
sd = net.state_dict()
case('arrays', 'arrays.pt', 'gru', sd, {'weights': {k: v.numpy() if 'hh' not in k else numpy.asfortranarray(v.numpy()) for k, v in sd.items()}},
     names_of('rnn.', 1, False), 0.3)

# Cells, one above the other.
class Cells(nn.Module):
    def __init__(self):
        super().__init__()
        self.cells = nn.ModuleList([nn.LSTMCell(2, 3), nn.LSTMCell(3, 4)])
        self.head = nn.Linear(4, 1)

sd = Cells().state_dict()
parts = ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh']
case('cells', 'cells.pt', 'lstm', sd, {'net': sd}, [{f'cells.{d}.l0': [f'cells.{d}.{p}' for p in parts]} for d in (0, 1)], 0.2)

# What the snippet for training loops writes: three sequences with padding, classes as targets.
net = Net(nn.LSTM(2, 4), 4, outputs=3)
sd = net.state_dict()
inputs, lengths, target = torch.randn(3, 7, 2), [7, 5, 6], torch.tensor([2, 0, 1])
save('snippet.pt', {'state_dict': sd, 'inputs': inputs, 'target': target, 'lengths': lengths})
k = 1
loss_of = lambda last, leaf: nn.functional.cross_entropy((leaf['head.weight'] @ last + leaf['head.bias'])[None], target[k:k + 1])
write('snippet', answers('lstm', sd, names_of('rnn.', 1, False), inputs[k, :lengths[k]], loss_of), int(target[k]), file='snippet.pt', sequence=k)

# A table of token vectors.
table = nn.Embedding(11, 2)
net = Net(nn.LSTM(2, 3), 3)
sd = {'embedding.weight': table.weight.detach(), **net.state_dict()}
tokens = torch.tensor([3, 1, 4, 1, 5, 9, 2, 6])
save('tokens.pt', sd)
write('tokens', answers('lstm', sd, names_of('rnn.', 1, False), table(tokens).detach(), half_squared('head.weight', 'head.bias', [0.4])), [0.4],
      file='tokens.pt', tokens=tokens.tolist())

# What is not read.
net = Net(nn.LSTM(2, 3, proj_size=2), 2)
save('projection.pt', net.state_dict())
save('module.pt', Net(nn.LSTM(2, 3), 3))
save('legacy.pt', nn.LSTM(2, 3).state_dict(), _use_new_zipfile_serialization=False)
torch.jit.script(nn.LSTM(2, 3)).save(os.path.join(OUT, 'script.pt'))
save('convolution.pt', nn.Sequential(nn.Conv1d(2, 3, 3), nn.BatchNorm1d(3)).state_dict())


class Code:
    def __reduce__(self):
        return os.system, ('echo this was run',)


save('code.pt', {'state_dict': nn.LSTM(2, 3).state_dict(), 'extra': Code()})
