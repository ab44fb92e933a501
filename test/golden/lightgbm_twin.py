"""LightGBM's rules, written naively: which of its answers an engine that counts rows and tries every feature can give.

LightGBM leaves out, in the children of a node, every feature that no cut of the node could use; with regularisation, or
a least gain, such a feature may become useful further down, and the trees part. make_trees.py takes only answers that
this twin gives too. It knows no categories, monotone constraints or renewed leaves (l1, quantile).
"""
import numpy as np

RENEWED = ("regression_l1", "quantile")


def knows(params):
    told = {"categorical_feature", "monotone_constraints"} & set(params)
    return not told and params["objective"] not in RENEWED


def shrunk(gradients, l1):
    """The sum of the gradients, nearer to zero by l1."""
    total = gradients.sum()
    return np.sign(total) * max(0.0, abs(total) - l1)


def score(gradients, hessians, params):
    top = shrunk(gradients, params.get("reg_alpha", 0.0))
    return top * top / (hessians.sum() + params.get("reg_lambda", 0.0))


def cuts(values):
    """Every way to part a node's values: [rows] True goes left."""
    missing = np.isnan(values)
    for value in np.unique(values[~missing]):
        yield values <= value
        if missing.any():
            yield (values <= value) | missing


def best_split(X, rows, depth, path, g, h, params):
    """(gain, feature, rows that go left), or None."""
    if 0 < params.get("max_depth", -1) <= depth:
        return None
    least_rows, least_hessian = max(1, params["min_child_samples"]), params.get("min_child_weight", 1e-3)
    groups = [set(group) for group in params.get("interaction_constraints", [range(X.shape[1])])]
    here, best = score(g[rows], h[rows], params), None
    for feature in range(X.shape[1]):
        if not any({*path, feature} <= group for group in groups):
            continue
        for left in cuts(X[rows, feature]):
            a, b = rows[left], rows[~left]
            if min(len(a), len(b)) < least_rows or min(h[a].sum(), h[b].sum()) < least_hessian:
                continue
            gain = score(g[a], h[a], params) + score(g[b], h[b], params) - here
            if gain > params.get("min_split_gain", 0.0) and (best is None or gain > best[0] + 1e-12):
                best = (gain, feature, left)
    return best


def grown(X, g, h, params):
    """[rows] the values of the leaves of one tree, grown leaf by leaf, the best first."""
    def leaf(rows, depth, path):
        return rows, depth, path, best_split(X, rows, depth, path, g, h, params)

    leaves = [leaf(np.arange(len(g)), 0, ())]
    while len(leaves) < params["num_leaves"]:
        open_leaves = [i for i, (*_, split) in enumerate(leaves) if split]
        if not open_leaves:
            break
        at = max(open_leaves, key=lambda i: leaves[i][3][0])
        rows, depth, path, (_, feature, left) = leaves[at]
        leaves[at] = leaf(rows[left], depth + 1, (*path, feature))
        leaves.append(leaf(rows[~left], depth + 1, (*path, feature)))
    out = np.zeros(len(g))
    for rows, *_ in leaves:
        out[rows] = -shrunk(g[rows], params.get("reg_alpha", 0.0)) / (h[rows].sum() + params.get("reg_lambda", 0.0))
    return out


def first_scores(objective, y, w):
    mean = (w * y).sum() / w.sum()
    if objective == "binary":
        return np.full((len(y), 1), np.log(mean / (1 - mean)))  # scale_pos_weight does not enter
    if objective == "multiclass":
        return np.tile([np.log(w[y == k].sum() / w.sum()) for k in np.unique(y)], (len(y), 1))
    return np.full((len(y), 1), np.log(mean) if objective in ("poisson", "gamma") else mean)


def derivatives(params, scores, k, y):
    """(gradients, hessians) of column k of the scores."""
    objective, s = params["objective"], scores[:, k]
    if objective == "binary":
        p, of_class = 1 / (1 + np.exp(-s)), np.where(y == 1, params.get("scale_pos_weight", 1.0), 1.0)
        return (p - y) * of_class, p * (1 - p) * of_class
    if objective == "multiclass":
        p = np.exp(s) / np.exp(scores).sum(axis=1)
        n_classes = scores.shape[1]
        return p - (y == k), n_classes / (n_classes - 1) * p * (1 - p)
    if objective == "poisson":
        return np.exp(s) - y, np.exp(s + 0.7)
    if objective == "gamma":
        return 1 - y * np.exp(-s), y * np.exp(-s)
    bound = params["alpha"] if objective == "huber" else np.inf
    return np.clip(s - y, -bound, bound), np.ones(len(y))


def raw_scores(X, y, w, params):
    """The raw scores of the training rows after all rounds: [rows], or [rows, classes]."""
    scores = first_scores(params["objective"], y, w)
    for _ in range(params["n_estimators"]):
        before = scores.copy()
        for k in range(scores.shape[1]):
            g, h = derivatives(params, before, k, y)
            scores[:, k] += params["learning_rate"] * grown(X, g * w, h * w, params)
    return scores if scores.shape[1] > 1 else scores[:, 0]
