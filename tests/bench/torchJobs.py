"""W1 to W3 in PyTorch, float64, one thread: its autograd goes back through all steps, its linear algebra finds the norms."""
import torch

GATES = "zifo"
torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def array(values, *shape):
    return torch.tensor(values).reshape(shape)


def spectral_norms(matrices):
    gram = matrices.transpose(1, 2) @ matrices
    return torch.linalg.eigvalsh(gram)[:, -1].sqrt()


def cumulative(jacobians):
    product = torch.eye(jacobians.shape[1])
    products = [product]
    for jacobian in jacobians[1:].flip(0):
        product = product @ jacobian
        products.append(product)
    return spectral_norms(torch.stack(products[::-1]))


def before(rows):
    return torch.cat([torch.zeros_like(rows[:1]), rows[:-1]])


class Lstm:
    def __init__(self, problem):
        self.n, m, self.steps = problem["hiddenSize"], problem["inputSize"], problem["steps"]
        n = self.n
        gates = problem["gates"]
        self.each = {g: array(gates[g]["recurrent"], n, n) for g in GATES}
        self.recurrent = torch.cat(list(self.each.values())).requires_grad_()
        self.input = torch.cat([array(gates[g]["input"], n, m) for g in GATES])
        self.bias = torch.cat([array(gates[g]["bias"], n) for g in GATES])
        self.inputs = array(problem["inputs"], self.steps, m)
        self.delta = array(problem["delta"], n)

    def forward_and_back(self):
        n = self.n
        drive = self.inputs @ self.input.T + self.bias
        bars, cells, outs, gates = [], [], [], []
        c, y = torch.zeros(n), torch.zeros(n)
        for row in drive:
            bar = self.recurrent @ y + row
            z = torch.tanh(bar[:n])
            i, f, o = torch.sigmoid(bar[n:]).reshape(3, n)
            c = z * i + c * f
            y = torch.tanh(c) * o
            bars.append(bar)
            cells.append(c)
            outs.append(y)
            gates.append(torch.stack([z, i, f, o]))
        found = torch.autograd.grad((y * self.delta).sum(), bars + cells + outs)
        parts = [torch.stack(found[k * self.steps : (k + 1) * self.steps]) for k in range(3)]
        kept = [torch.stack(rows).detach() for rows in (gates, cells, outs)]
        return (parts[0].reshape(self.steps, 4, n), parts[1], parts[2]), kept

    def sweep(self, found, kept):
        pre, delta_c, delta_y = found
        message = {f"R_{g}": pre[1:, k] @ self.each[g] for k, g in enumerate(GATES)}
        message["cec"] = delta_c[1:] * kept[0][1:, 2]
        return {"deltaOutput": delta_y, "deltaCell": delta_c, "message": message}

    def contributions(self, pre, outs):
        right = {"W": self.inputs, "R": before(outs), "b": torch.ones(self.steps, 1)}
        out = {}
        for k, gate in enumerate(GATES):
            lengths = pre[:, k].norm(dim=1)
            for kind, rows in right.items():
                out[f"{kind}_{gate}"] = {"perStep": lengths * rows.norm(dim=1), "gradient": pre[:, k].T @ rows}
        return out

    def jacobians(self, gates, cells):
        z, i, f, o = gates.unbind(1)
        tanh_c = torch.tanh(cells)
        carry = o * (1 - tanh_c * tanh_c)
        gain = {"z": (1 - z * z) * i, "i": i * (1 - i) * z, "f": f * (1 - f) * before(cells), "o": o * (1 - o) * tanh_c}
        scaled = {g: gain[g].unsqueeze(2) * self.each[g] for g in GATES}
        a = scaled["z"] + scaled["i"] + scaled["f"]
        upper = torch.cat([torch.diag_embed(f), a], 2)
        lower = torch.cat([torch.diag_embed(carry * f), carry.unsqueeze(2) * a + scaled["o"]], 2)
        return torch.cat([upper, lower], 1)

    def everything(self):
        found, (gates, cells, outs) = self.forward_and_back()
        with torch.no_grad():
            jacobians = self.jacobians(gates, cells)
            return {
                "sweep": self.sweep(found, (gates, cells, outs)),
                "stepNorms": spectral_norms(jacobians),
                "cumulativeNorms": cumulative(jacobians),
                "contributions": self.contributions(found[0], outs),
            }


def prepare(problem):
    if "gates" in problem:
        return {"everything": Lstm(problem).everything}
    n, m, steps = problem["hiddenSize"], problem["inputSize"], problem["steps"]
    weights = problem["weights"]
    recurrent = array(weights["recurrent"], n, n)
    drive = array(problem["inputs"], steps, m) @ array(weights["input"], n, m).T + array(weights["bias"], n)
    gains, h = [], torch.zeros(n)
    for row in drive:
        h = torch.tanh(recurrent @ h + row)
        gains.append(1 - h * h)
    gain = torch.stack(gains)

    def norms():
        jacobians = gain.unsqueeze(2) * recurrent
        return {"stepNorms": spectral_norms(jacobians), "cumulativeNorms": cumulative(jacobians)}

    return {"norms": norms}
