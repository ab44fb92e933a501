"""Prints what test/cli/score.test.ts compares `score --against` with: McNemar by statsmodels, DeLong by its formula over
all pairs of rows (DeLong, DeLong & Clarke-Pearson 1988), on the file that the test writes.
"""
import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar

row = np.arange(120)
truth = (row % 3 == 0).astype(int)


def answers(every):
    return np.where(row % every == 0, 1 - truth, truth)


def probabilities(shift):
    return np.round(0.2 * truth + ((row * 37 + shift) % 100) / 125, 3)


first, second = answers(4), answers(11)
only_first = int(((first == truth) & (second != truth)).sum())
only_second = int(((first != truth) & (second == truth)).sum())
table = [[0, only_first], [only_second, 0]]
print(only_first, only_second, repr(mcnemar(table, exact=only_first + only_second < 25, correction=True).pvalue))


def placements(p):
    positive, negative = p[truth == 1], p[truth == 0]
    wins = (positive[:, None] > negative[None, :]) + 0.5 * (positive[:, None] == negative[None, :])
    return wins.mean(1), wins.mean(0), wins.mean()


positive_a, negative_a, area_a = placements(probabilities(0))
positive_b, negative_b, area_b = placements(probabilities(41))
variance = np.cov(positive_a - positive_b) / len(positive_a) + np.cov(negative_a - negative_b) / len(negative_a)
print(area_a, area_b, repr(2 * stats.norm.sf(abs(area_a - area_b) / np.sqrt(variance))))
