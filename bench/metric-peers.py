"""numpy, scipy and scikit-learn beside our metrics and BG/NBD. One JSON question per line in, one JSON answer per line out."""
import json
import os
import sys
import time

import numpy as np

DATA = os.environ["PERF_DATA"]
ROWS = 600_000


def floats(name, kind):
    return np.fromfile(os.path.join(DATA, name), kind)


def ranked():
    """Scores with ties in one place in ten thousand, labels and a coin by row: the same in every language."""
    meta = json.load(open(os.path.join(DATA, "meta.json")))["gb"]
    x = floats("gb_x.f32", "f4").reshape(-1, meta["f"])[:ROWS]
    score = 0.8 * x[:, 0].astype("f8") - 0.6 * x[:, 1].astype("f8")
    treated = ((np.arange(ROWS, dtype=np.uint64) * np.uint64(2654435761)) >> np.uint64(16)) & np.uint64(1)
    return score, floats("gb_y.f32", "f4")[:ROWS], treated.astype(bool)


def qini_area(score, outcome, treated):
    """Area between the Qini curve and its chord; rows of one score are one step."""
    order = np.argsort(score, kind="mergesort")[::-1]
    score, outcome, treated = score[order], outcome[order].astype("f8"), treated[order]
    ends = np.append(np.flatnonzero(np.diff(score)), score.size - 1)
    rows_t, yes_t = np.cumsum(treated)[ends], np.cumsum(outcome * treated)[ends]
    rows_c, yes_c = ends + 1 - rows_t, np.cumsum(outcome * ~treated)[ends]
    curve = yes_t - yes_c * np.divide(rows_t, rows_c, out=np.zeros(ends.size), where=rows_c > 0)
    at, curve = np.append(0, ends + 1), np.append(0, curve)
    return float(np.trapz(curve, at) - curve[-1] * at[-1] / 2)


def qini(score, outcome, treated):
    best = np.where(treated & (outcome == 1), 2, np.where(~treated & (outcome == 1), 0, 1))
    return qini_area(score, outcome, treated) / qini_area(best, outcome, treated)


def loss(logs, x, last, age, weight):
    """Mean negative log-likelihood of BG/NBD (Fader, Hardie and Lee 2005, eq. 6)."""
    from scipy.special import betaln, gammaln

    r, alpha, a, b = np.exp(logs)
    repeat = x > 0
    start = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    alive = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + age)
    gone = betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b) - (r + x) * np.log(alpha + last)
    return -np.sum(weight * (start + np.where(repeat, np.logaddexp(alive, gone), alive))) / weight.sum()


def bgnbd(name, together):
    from scipy.optimize import minimize

    x, last, age = floats(f"bg_{name}.f64", "f8").reshape(3, -1)

    def fit():
        rows, weight = np.stack([x, last, age]), np.ones(x.size)
        if together:
            rows, weight = np.unique(rows, axis=1, return_counts=True)
        found = minimize(loss, np.log([0.5, rows[2].max() / 8, 1, 3]), args=(*rows, weight), method="L-BFGS-B", options={"ftol": 1e-12, "gtol": 1e-8})
        return {"params": np.exp(found.x).tolist(), "nll": float(found.fun)}

    return fit


def auc():
    from sklearn.metrics import roc_auc_score

    score, label, _ = ranked()
    return lambda: {"value": float(roc_auc_score(label, score))}


def uplift():
    score, label, treated = ranked()
    return lambda: {"value": qini(score, label, treated)}


WORKS = {"auc": auc, "qini": uplift, "bgnbd": lambda: bgnbd("sim", False), "bgnbd-together": lambda: bgnbd("sim", True), "bgnbd-cdnow": lambda: bgnbd("cdnow", False)}
READY = {}
for line in sys.stdin:
    try:
        name = json.loads(line)["op"]
        if name not in READY:
            READY[name] = WORKS[name]()
        started, before = time.perf_counter(), time.process_time()
        answer = READY[name]()
        answer |= {"ms": (time.perf_counter() - started) * 1e3, "cpu": (time.process_time() - before) * 1e3}
    except Exception as mistake:
        answer = {"ms": 0, "error": repr(mistake)[:300]}
    print(json.dumps(answer), flush=True)
