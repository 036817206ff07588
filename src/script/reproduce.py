# @ABOUT@
"""Checks the numbers of Gradient Carousel with PyTorch's autograd: python3 reproduce.py

network.npz, beside this file, holds the weights, the inputs, the loss and the numbers to check. The network is run step by step in float64,
and every gradient is autograd's. Each edge (R_z, cec, ...) reads the state before through a tensor of its own: the gradient on that tensor is
the message of the edge, and to cut the edge is to detach it.

One JSON object per line: name, ours, autograd, and their relative difference (of crossings: absolute). Norms are those of a vector at step
[t], counted from 1 in time's order; a number outside float64 is given as {"log10": ...}.

  delta_c, delta_y, delta_h   dE/dc, dE/dy, dE/dh          g           dE/d(c, y), c and y as independent variables
  arriving.EDGE               the edge's message           alone.EDGE  the same where all other edges are cut
  without.EDGE                g where the edge is cut      crossings.EDGE  d ln|g| / d ln(factor on the edge's messages)
  input                       dE/dx                        gradient.W  dE/dW, Frobenius norm
  step.state, step.cc, ...    spectral norms: of the step's Jacobian, its blocks, step.cellToCell, and that of one edge
  path.EDGE, cumulative.state of the product of Jacobians from this step to the last: by one edge, or of the whole state

Exit code: 1 if a difference is above 1e-9, or above what the digits that hold allow where fewer do (allowed/... in network.npz: from a
second run with every number moved in its last bits, and any where a
factor of one step leaves float64); 2 without numpy, torch or network.npz.
"""
import json
import math
import os
import sys

try:
    import numpy
    import torch
    import torch.autograd.forward_ad as forward_ad

    DATA = numpy.load(os.path.join(os.path.dirname(os.path.abspath(__file__)), "network.npz"))
except (ImportError, OSError) as problem:
    print("numpy, torch and network.npz are needed: %s" % problem, file=sys.stderr)
    sys.exit(2)

PROBLEM = json.loads(bytes(DATA["problem"]).decode())
STEPS = PROBLEM["steps"]
LOG10_2 = math.log10(2)
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def tensor(name):
    return torch.from_numpy(DATA[name].astype(numpy.float64))


# torch.tanh's derivative is 1 - tanh^2, which is exactly 0 from 20 on, and torch.sigmoid's is y (1 - y): autograd loses digits where they
# saturate. These are the same functions, through which it does not.
def sigmoid(x):
    e = torch.exp(-torch.where(x >= 0, x, -x))
    return torch.where(x >= 0, 1 / (1 + e), e / (1 + e))


def tanh(x):
    e = torch.exp(-2 * torch.where(x >= 0, x, -x))
    return torch.where(x >= 0, (1 - e) / (1 + e), (e - 1) / (1 + e))


ACTIVATIONS = {"tanh": tanh, "sigmoid": sigmoid, "relu": torch.relu, "identity": lambda x: x}


# One step of each cell. use(tensor, edge) is how an edge reads the state.
def rnn_step(w, options, x, state, use):
    (h,) = state
    return (ACTIVATIONS[options["activation"]](w["W_x"] @ x + w["W_h"] @ use(h, "W_h") + w["b"]),)


def lstm_step(w, options, x, state, use):
    c, y = state
    g = ACTIVATIONS[options["cellActivation"]]
    peepholes = options["peepholes"]

    def pre(gate, cell=None):
        a = w["W_" + gate] @ x + w["R_" + gate] @ use(y, "R_" + gate) + w["b_" + gate]
        return a if cell is None or not peepholes else a + w["p_" + gate] * use(cell, "p_" + gate)

    new = g(pre("z")) * sigmoid(pre("i", c))
    kept = use(c, "cec")
    c = new + (kept * sigmoid(pre("f", c)) if options["forgetGate"] else kept)
    return c, g(c) * sigmoid(pre("o", c))


def gru_step(w, options, x, state, use):
    (h,) = state
    u = w["W_u"] @ x + w["R_u"] @ use(h, "R_u") + w["b_u"]
    r = sigmoid(w["W_r"] @ x + w["R_r"] @ use(h, "R_r") + w["b_r"])
    n = tanh(w["W_n"] @ x + w["b_n"] + r * (w["R_n"] @ use(h, "R_n") + w["b_m"]))
    # 1 - sigmoid(u) is sigmoid(-u), without the cancellation.
    return (sigmoid(-u) * n + sigmoid(u) * use(h, "cec"),)


CELLS = {"rnn": rnn_step, "lstm": lstm_step, "gru": gru_step}


class Layer:
    """One layer in one direction. Steps are in the order in which it reads."""

    def __init__(self, index, spec):
        self.index, self.spec, self.name, self.edges = index, spec, spec["name"], spec["edges"]
        self.step, self.options = CELLS[spec["cell"]], spec["options"]
        self.weights = {name: tensor("%d/%s" % (index, name)) for name in spec["parameters"]}
        self.cuts = set(spec["cuts"])
        output = tensor("%d/initialOutput" % index)
        self.initial = (tensor("%d/initialCell" % index), output) if spec["cell"] == "lstm" else (output,)

    def ours(self, name):
        return DATA["%d/ours/%s" % (self.index, name)]

    def allowed(self, name):
        return DATA["%d/allowed/%s" % (self.index, name)]

    def full(self, name):
        return name if self.name == "" else self.name + ": " + name

    def row_names(self):
        return self.spec["state"] + ["carried", "input"] + ["arriving." + edge for edge in self.edges]

    def in_order(self, rows):
        return rows if self.spec["direction"] == "forward" else list(reversed(rows))

    def run(self, inputs):
        self.inputs, self.states = self.in_order(inputs), [self.initial]
        for x in self.inputs:
            self.states.append(self.step(self.weights, self.options, x, self.states[-1], lambda value, edge: value))
        return self.in_order([state[-1] for state in self.states[1:]])


def passed(x, factor):
    """x; the gradient that goes back through it is multiplied by the factor."""
    return x.detach() + factor * (x - x.detach())


def power(exponent):
    return math.ldexp(1.0, max(-1074, min(1023, exponent)))


def scales(layer, name, delta):
    """By step an exponent of 2 to take out of gradients that would leave float64, of which the number to check gives the size; else 0."""
    sizes = [max(log10_of(norm_of(d)), ours) for d, ours in zip(delta, layer.in_order(list(layer.ours(name))))]
    finite = [size for size in sizes if math.isfinite(size)]
    if all(abs(size) < 240 for size in finite):
        return [0] * STEPS
    exponents, last = [], 0
    for size in reversed(sizes):
        last = round(size / LOG10_2) if math.isfinite(size) else last
        exponents.append(last)
    return exponents[::-1]


def norm_of(vector):
    """Without squares of numbers whose squares leave float64."""
    largest = float(vector.abs().max()) if len(vector) else 0.0
    return largest * float((vector / largest).norm()) if largest > 0 else largest


def log10_of(size, exponent=0):
    """-inf for 0, NaN for NaN."""
    size = float(size)
    return -math.inf if size == 0 else math.log10(size) + exponent * LOG10_2 if size > 0 else size


def sweep(layer, delta, cuts, scale, factors=None):
    """The gradients of E = sum of <delta[t], y[t]>, [STEPS] vectors by name, each to be multiplied by 2^scale[t]."""
    kind, reach = PROBLEM["truncation"]["kind"], PROBLEM["truncation"].get("steps")
    if kind != "sliding":
        return one_sweep(layer, delta, cuts, scale, factors, 0, STEPS - 1, reach)
    # Each step's loss goes back by itself, through no more than so many steps.
    zero = [torch.zeros_like(d) for d in delta]
    total = {name: {} for name in layer.row_names()}
    for at in range(STEPS):
        if delta[at].any():
            own = zero[:at] + [delta[at]] + zero[at + 1 :]
            for name, rows in one_sweep(layer, own, cuts, scale, factors, max(0, at - reach), at, None).items():
                own_rows = total.setdefault(name, {})
                for t, row in rows.items():
                    own_rows[t] = own_rows[t] + row if t in own_rows else row
    return total


def one_sweep(layer, delta, cuts, scale, factors, first, last, block):
    nodes, wanted = [], {name: w.clone().requires_grad_() for name, w in layer.weights.items()}
    top, scaled = max(scale), any(scale)
    state, loss = layer.states[first], 0
    for t in range(first, last + 1):
        if block and t % block == 0:
            state = tuple(part.detach() for part in state)
        if t > first and scaled:
            state = tuple(passed(part, power(scale[t] - scale[t - 1])) for part in state)

        def use(value, edge):
            if edge in cuts:
                return value.detach()
            if factors is not None and edge in factors:
                value = passed(value, factors[edge])
            value = value.view_as(value)
            if t > first and value.requires_grad:
                nodes.append(("arriving." + edge, t - 1, value))
            return value

        x = layer.inputs[t].clone().requires_grad_()
        weights = {name: passed(w, power(scale[t] - top)) for name, w in wanted.items()} if scaled else wanted
        state = layer.step(weights, layer.options, x, state, use)
        nodes.append(("input", t, x))
        nodes += [(name, t, part) for name, part in zip(layer.spec["state"], state)]
        loss = loss + (delta[t] * power(-scale[t]) * state[-1]).sum()
        if len(state) == 2:
            # What the next step reads, apart from what this step's output reads.
            state = (state[0].view_as(state[0]), state[1])
            nodes.append(("carried", t, state[0]))
    gradients = torch.autograd.grad(loss, [node for _, _, node in nodes] + list(wanted.values()), allow_unused=True)
    found = {name: {} for name in layer.row_names()}
    for (name, t, _), gradient in zip(nodes, gradients):
        if gradient is not None and name in found:
            found[name][t] = gradient
    for name, gradient in zip(wanted, gradients[len(nodes) :]):
        if gradient is not None:
            found["gradient." + name] = {0: gradient}
    return found


def state_parts(layer, found, t):
    """dE/d(c, y) with c and y as independent variables: of c what the next step sends back."""
    names = ["carried", layer.spec["state"][-1]] if len(layer.initial) == 2 else [layer.spec["state"][-1]]
    return [found[name][t] for name in names if t in found[name]]


class Report:
    """Prints a number beside the one to check, and remembers the worst."""

    def __init__(self):
        self.count = self.wrong = self.loose = 0
        self.worst = (0.0, "none")

    def series(self, layer, name, logs):
        for t, (value, ours, allowed) in enumerate(zip(layer.in_order(logs), layer.ours(name), layer.allowed(name))):
            self.log(layer.full(name) + "[%d]" % (t + 1), ours, value, allowed)

    def log(self, name, ours, value, allowed):
        """Of sizes given as log10; NaN where there is nothing to check."""
        if math.isnan(ours):
            return
        difference = 0.0 if ours == value else -math.expm1(-math.log(10) * abs(ours - value))
        self.line(name, plain(ours), plain(value), difference, allowed)

    def line(self, name, ours, value, difference, allowed):
        print(json.dumps({"name": name, "ours": ours, "autograd": value, "difference": finite(difference)}))
        self.count += 1
        # NaN is not smaller than anything, and must count as wrong.
        self.wrong += not difference <= allowed
        self.loose += allowed > 1e-9
        if allowed <= 1e-9 and not difference <= self.worst[0]:
            self.worst = (difference, name)

    def summary(self):
        text = "%d numbers, %d of them too far from autograd's; the largest difference is %.3g, of %s" % ((self.count, self.wrong) + self.worst)
        return text + (" (leaving out %d of which fewer digits hold)" % self.loose if self.loose else "")


def finite(value):
    return value if math.isfinite(value) else None


def plain(log10):
    if log10 == -math.inf:
        return 0.0
    if not math.isfinite(log10):
        return None
    return 10.0**log10 if abs(log10) < 300 else {"log10": log10}


def check_sweeps(report, layer, delta):
    def logs_of(found, name, scale):
        # A message is read in the step that sends it.
        later = 1 if name.startswith("arriving") else 0
        return [log10_of(norm_of(found[name][t]), scale[t + later]) if t in found[name] else -math.inf for t in range(STEPS)]

    def g_of(found, scale):
        sizes = [norm_of(torch.cat([torch.zeros(1)] + state_parts(layer, found, t))) for t in range(STEPS)]
        return [log10_of(size, scale[t]) for t, size in enumerate(sizes)]

    scale = scales(layer, "g", delta)
    whole = sweep(layer, delta, layer.cuts, scale)
    for name in layer.spec["state"] + ["input"] + ["arriving." + edge for edge in layer.edges]:
        report.series(layer, name, logs_of(whole, name, scale))
    report.series(layer, "g", g_of(whole, scale))
    for group, names in layer.spec["gradients"].items():
        parts = [whole["gradient." + name][0].flatten() for name in names if "gradient." + name in whole]
        size = log10_of(norm_of(torch.cat([torch.zeros(1)] + parts)), max(scale))
        name = "gradient." + group
        report.log(layer.full(name), layer.ours(name)[0], size, layer.allowed(name)[0])
    for edge in layer.edges:
        others = set(layer.edges) - {edge} | layer.cuts
        scale = scales(layer, "alone." + edge, delta)
        alone = sweep(layer, delta, others, scale)
        report.series(layer, "alone." + edge, logs_of(alone, "arriving." + edge, scale))
    for edge in layer.edges:
        scale = scales(layer, "without." + edge, delta)
        report.series(layer, "without." + edge, g_of(sweep(layer, delta, {edge}, scale), scale))
    return whole


def check_crossings(report, layer, delta):
    scale = scales(layer, "g", delta)
    for edge in layer.edges:
        name = "crossings." + edge
        if name not in layer.spec["crossings"]:
            continue
        with forward_ad.dual_level():
            factor = forward_ad.make_dual(torch.ones(()), torch.ones(()))
            found = sweep(layer, delta, layer.cuts, scale, {edge: factor})
            values = []
            for t in range(STEPS):
                inner, square = 0.0, 0.0
                for part in state_parts(layer, found, t):
                    gradient, tangent = forward_ad.unpack_dual(part)
                    square += float(gradient @ gradient)
                    inner += 0.0 if tangent is None else float(gradient @ tangent)
                values.append(inner / square if square > 0 else math.nan)
        for t, (ours, value, allowed) in enumerate(zip(layer.ours(name), layer.in_order(values), layer.allowed(name))):
            if not math.isnan(ours):
                report.line(layer.full(name) + "[%d]" % (t + 1), ours, finite(value), abs(ours - value), allowed)


def step_jacobians(layer, t):
    """By edge d(c, y)/d(what the edge reads), and dy/dc within the step."""
    reads = {}

    def use(value, edge):
        value = value.view_as(value)
        reads[edge] = value
        return value

    before = tuple(part.clone().requires_grad_() for part in layer.states[t])
    after = layer.step(layer.weights, layer.options, layer.inputs[t], before, use)
    out = torch.cat(after)
    edges = [edge for edge in layer.edges if edge in reads]
    found = torch.autograd.grad(
        out, [reads[edge] for edge in edges] + list(before), torch.eye(len(out)), retain_graph=True, is_grads_batched=True
    )
    within = torch.autograd.grad(after[-1].sum(), after[0])[0] if len(after) == 2 else None
    return dict(zip(edges, found)), torch.cat(found[len(edges) :], 1), within


def check_jacobians(report, layer):
    n = len(layer.initial[0])
    norms, factors, q_before = {}, {"cumulative.state": []}, None

    def norm(name, matrix):
        norms.setdefault(name, []).append(log10_of(torch.linalg.matrix_norm(matrix, 2)))

    for t in range(STEPS):
        own, state, q = step_jacobians(layer, t)
        norm("step.state", state)
        factors["cumulative.state"].append(state)
        for edge, jacobian in own.items():
            # An edge's own Jacobian ends at the cell if it goes through it; once around the loop, where it begins.
            norm("step." + edge, jacobian[:n] if edge in layer.spec["throughCell"] else jacobian[-n:])
            loop = jacobian[:n] if edge in layer.spec["ontoCell"] else jacobian[-n:]
            factors.setdefault("path." + edge, []).append(loop)
        if q is not None:
            blocks = {"cc": state[:n, :n], "cy": state[:n, n:], "yc": state[n:, :n], "yy": state[n:, n:]}
            for name, block in blocks.items():
                norm("step." + name, block)
            if t == 0:
                norms["step.cellToCell"] = [math.nan]
            else:
                norm("step.cellToCell", blocks["cc"] + blocks["cy"] * q_before)
        q_before = q
    for name, logs in norms.items():
        report.series(layer, name, logs)
    for name, matrices in factors.items():
        product, exponent, logs = torch.eye(len(matrices[0])), 0, []
        for matrix in reversed(matrices):
            logs.append(log10_of(torch.linalg.matrix_norm(product, 2), exponent))
            product = product @ matrix
            largest = float(product.abs().max())
            if largest > 0:
                shift = math.frexp(largest)[1]
                product, exponent = product * power(-shift), exponent + shift
        report.series(layer, name, logs[::-1])


def loss_gradient(report, output):
    """What the loss sends into each step of the top layer's output, [STEPS] vectors."""
    spec = PROBLEM["loss"]
    if spec["kind"] == "direction":
        return list(tensor("delta"))
    rows = [row.clone().requires_grad_() for row in output]
    read = torch.cat([rows[t][start:end] for t, start, end in spec["reads"]])
    logits = tensor("head/weight") @ read + tensor("head/bias")
    if spec["kind"] == "cross-entropy":
        loss = torch.nn.functional.cross_entropy(logits[None], torch.tensor([spec["index"]]))
    else:
        loss = ((logits - tensor("head/target")) ** 2).sum() / 2
    report.log("loss", float(DATA["ours/loss"]), log10_of(loss.detach()), float(DATA["allowed/loss"]))
    found = torch.autograd.grad(loss, rows, allow_unused=True)
    return [torch.zeros_like(row) if gradient is None else gradient for row, gradient in zip(rows, found)]


def main():
    report = Report()
    layers = [Layer(index, spec) for index, spec in enumerate(PROBLEM["layers"])]
    levels = [[layer for layer in layers if layer.spec["depth"] == depth] for depth in range(1 + max(l.spec["depth"] for l in layers))]
    rows = list(tensor("inputs"))
    for level in levels:
        outputs = [layer.run(rows) for layer in level]
        rows = [torch.cat(parts) for parts in zip(*outputs)]
    if not all(torch.isfinite(part).all() for layer in layers for state in layer.states for part in state):
        print("The forward pass leaves float64, which PyTorch cannot follow.", file=sys.stderr)
        return 1
    delta = loss_gradient(report, rows)
    for level in reversed(levels):
        # From layer to layer goes the gradient on the inputs.
        below, start = [0] * STEPS, 0
        for layer in level:
            n = len(layer.initial[0])
            own = layer.in_order([row[start : start + n] for row in delta])
            start += n
            whole = check_sweeps(report, layer, own)
            scale = scales(layer, "g", own)
            inputs = [whole["input"][t] * power(scale[t]) if t in whole["input"] else torch.zeros_like(layer.inputs[t]) for t in range(STEPS)]
            below = [a + b for a, b in zip(below, layer.in_order(inputs))]
            check_crossings(report, layer, own)
            check_jacobians(report, layer)
        delta = below
    print(report.summary(), file=sys.stderr)
    return 1 if report.wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        # Nobody reads on (| head); what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
