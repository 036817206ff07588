"""W1 to W3 in numpy, float64, one thread. The four gates' matrices are one; what does not depend on the step before is one product."""
import numpy as np

GATES = "zifo"


def array(values, *shape):
    return np.array(values, dtype=np.float64).reshape(shape)


def by_eigenvalues(matrices):
    """Largest singular values by LAPACK's symmetric eigenvalues of J^T J, which is faster here than its SVD."""
    gram = matrices.transpose(0, 2, 1) @ matrices
    return np.sqrt(np.linalg.eigvalsh(gram)[:, -1])


def by_norm(matrices):
    """The call that numpy offers for it, by LAPACK's SVD."""
    return np.linalg.norm(matrices, 2, axis=(1, 2))


def cumulative(jacobians):
    steps, size = jacobians.shape[:2]
    products = np.empty((steps, size, size))
    products[-1] = np.eye(size)
    for t in range(steps - 2, -1, -1):
        np.matmul(products[t + 1], jacobians[t + 1], out=products[t])
    return products


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def before(rows):
    return np.vstack([np.zeros_like(rows[:1]), rows[:-1]])


class Lstm:
    def __init__(self, problem, spectral_norms):
        self.spectral_norms = spectral_norms
        self.n, m, self.steps = problem["hiddenSize"], problem["inputSize"], problem["steps"]
        n = self.n
        gates = problem["gates"]
        self.recurrent = np.vstack([array(gates[g]["recurrent"], n, n) for g in GATES])
        self.input = np.vstack([array(gates[g]["input"], n, m) for g in GATES])
        self.bias = np.concatenate([array(gates[g]["bias"], n) for g in GATES])
        self.inputs = array(problem["inputs"], self.steps, m)
        self.delta = array(problem["delta"], n)

    def forward(self):
        n, steps = self.n, self.steps
        drive = self.inputs @ self.input.T + self.bias
        gate = np.empty((steps, 4 * n))
        c, tanh_c, y = np.empty((steps, n)), np.empty((steps, n)), np.empty((steps, n))
        cell, out = np.zeros(n), np.zeros(n)
        for t in range(steps):
            bar = self.recurrent @ out + drive[t]
            np.tanh(bar[:n], out=gate[t, :n])
            gate[t, n:] = sigmoid(bar[n:])
            z, i, f, o = gate[t].reshape(4, n)
            cell = c[t] = z * i + cell * f
            np.tanh(cell, out=tanh_c[t])
            out = y[t] = tanh_c[t] * o
        z, i, f, o = gate.reshape(steps, 4, n).transpose(1, 0, 2)
        gain = {
            "z": (1 - z * z) * i,
            "i": i * (1 - i) * z,
            "f": f * (1 - f) * before(c),
            "o": o * (1 - o) * tanh_c,
        }
        return {"f": f, "gain": gain, "carry": o * (1 - tanh_c * tanh_c), "y": y}

    def sweep(self, trace):
        n, steps = self.n, self.steps
        f, gain, carry = trace["f"], trace["gain"], trace["carry"]
        cells = np.stack([gain["z"], gain["i"], gain["f"]], axis=1)
        delta_y, delta_c, pre = np.empty((steps, n)), np.empty((steps, n)), np.empty((steps, 4, n))
        row, arriving = self.delta, np.zeros(n)
        back = np.ascontiguousarray(self.recurrent.T)
        for t in range(steps - 1, -1, -1):
            delta_y[t] = row
            delta_c[t] = row * carry[t] + arriving
            pre[t, :3] = delta_c[t] * cells[t]
            pre[t, 3] = row * gain["o"][t]
            row = back @ pre[t].reshape(-1)
            arriving = delta_c[t] * f[t]
        message = {f"R_{g}": pre[1:, k] @ self.recurrent[k * n : (k + 1) * n] for k, g in enumerate(GATES)}
        message["cec"] = delta_c[1:] * f[1:]
        return {"deltaOutput": delta_y, "deltaCell": delta_c, "message": message}, pre

    def contributions(self, trace, pre):
        right = {"W": self.inputs, "R": before(trace["y"]), "b": np.ones((self.steps, 1))}
        out = {}
        for k, gate in enumerate(GATES):
            lengths = np.linalg.norm(pre[:, k], axis=1)
            for kind, rows in right.items():
                out[f"{kind}_{gate}"] = {
                    "perStep": lengths * np.linalg.norm(rows, axis=1),
                    "gradient": pre[:, k].T @ rows,
                }
        return out

    def jacobians(self, trace):
        n, gain, carry, f = self.n, trace["gain"], trace["carry"], trace["f"]
        scaled = {g: gain[g][:, :, None] * self.recurrent[k * n : (k + 1) * n] for k, g in enumerate(GATES)}
        a = scaled["z"] + scaled["i"] + scaled["f"]
        out = np.zeros((self.steps, 2 * n, 2 * n))
        diagonal = np.arange(n)
        out[:, diagonal, diagonal] = f
        out[:, n + diagonal, diagonal] = carry * f
        out[:, :n, n:] = a
        out[:, n:, n:] = carry[:, :, None] * a + scaled["o"]
        return out

    def everything(self):
        trace = self.forward()
        sweep, pre = self.sweep(trace)
        jacobians = self.jacobians(trace)
        return {
            "sweep": sweep,
            "stepNorms": self.spectral_norms(jacobians),
            "cumulativeNorms": self.spectral_norms(cumulative(jacobians)),
            "contributions": self.contributions(trace, pre),
        }


def rnn_gains(problem):
    n, m, steps = problem["hiddenSize"], problem["inputSize"], problem["steps"]
    weights = problem["weights"]
    recurrent = array(weights["recurrent"], n, n)
    drive = array(problem["inputs"], steps, m) @ array(weights["input"], n, m).T + array(weights["bias"], n)
    gains, h = np.empty((steps, n)), np.zeros(n)
    for t in range(steps):
        h = np.tanh(recurrent @ h + drive[t])
        gains[t] = 1 - h * h
    return recurrent, gains


def prepare(problem, way="eigenvalues"):
    spectral_norms = by_norm if way == "norm" else by_eigenvalues
    if "gates" in problem:
        return {"everything": Lstm(problem, spectral_norms).everything}
    recurrent, gains = rnn_gains(problem)

    def norms():
        jacobians = gains[:, :, None] * recurrent
        return {"stepNorms": spectral_norms(jacobians), "cumulativeNorms": spectral_norms(cumulative(jacobians))}

    return {"norms": norms}
