#!/usr/bin/env python3
"""Works out the answers that the statistics are held against, apart from the code under test.

    python3 -m venv venv
    venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 pandas==3.1.1
    venv/bin/python generate_golden.py

writes one JSON file for each subject beside this script. SciPy gives p-values, binomial ranks and
quantiles, statsmodels the sums of squares; what neither has (Walsh averages, intervals by inversion,
the jackknife) is worked out here in plain numpy, with null distributions counted in whole numbers.
"""

import itertools
import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
import statsmodels
from scipy import stats
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm

HERE = Path(__file__).parent
RANDOM = np.random.default_rng(20260714)
ALL_PERMUTATIONS = stats.PermutationMethod(n_resamples=np.inf)


def rounded(values, digits=4):
    return [round(float(value), digits) for value in values]


def write(name, document):
    document = {
        "madeWith": {
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__,
        },
        **document,
    }
    (HERE / f"{name}.json").write_text(json.dumps(document, indent=1) + "\n")


def signed_rank_counts(n):
    """How many of the 2**n sign assignments give each sum of positive ranks."""
    counts = [1]
    for rank in range(1, n + 1):
        grown = counts + [0] * rank
        for total, count in enumerate(counts):
            grown[total + rank] += count
        counts = grown
    return counts


def rank_sum_counts(first, second):
    """How many choices give each U: coefficients of the Gaussian binomial, in whole numbers."""
    counts = [1]
    for step in range(1, first + 1):
        factor = second + step
        grown = counts + [0] * factor
        for u, count in enumerate(counts):
            grown[u + factor] -= count
        # Division by 1 - q**step is a running sum with that stride.
        for u in range(step, len(grown)):
            grown[u] += grown[u - step]
        counts = grown[: step * second + 1]
    return counts


def low_rank(counts, alpha):
    """Largest r with P(statistic <= r - 1) <= alpha / 2, and the coverage that it leaves."""
    whole = sum(counts)
    tail = Fraction(str(alpha)) / 2
    rank, below, covered = 0, 0, Fraction(1)
    for count in counts:
        below += count
        if Fraction(below, whole) > tail:
            break
        rank += 1
        covered = 1 - 2 * Fraction(below, whole)
    return rank, float(covered)


def interval_of(ordered, counts, confidence):
    alpha = Fraction(1) - Fraction(str(confidence))
    rank, coverage = low_rank(counts, alpha)
    if rank == 0:
        return None
    return {"low": ordered[rank - 1], "high": ordered[-rank], "coverage": coverage}


def normal_interval(ordered, mean, deviation, confidence):
    """The same interval with the normal distribution for the counts, corrected for continuity."""
    rank = math.floor(mean + 0.5 - stats.norm.isf((1 - confidence) / 2) * deviation)
    return {"low": ordered[rank - 1], "high": ordered[-rank], "coverage": confidence}


def paired_case(differences, confidence, method):
    d = np.asarray(differences)
    n = len(d)
    walsh = sorted((d[i] + d[j]) / 2 for i in range(n) for j in range(i, n))
    if n > 300:
        deviation = math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
        interval = normal_interval(walsh, n * (n + 1) / 4, deviation, confidence)
    else:
        interval = interval_of(walsh, signed_rank_counts(n), confidence)
    if np.all(d == 0):
        p_value = 1.0
    else:
        kept = d[d != 0]
        p_value = float(stats.wilcoxon(kept, correction=method == "asymptotic", method=method).pvalue)
    return {
        "differences": differences,
        "confidence": confidence,
        "estimate": float(np.median(walsh)),
        "interval": interval,
        "pValue": p_value,
        "exact": method != "asymptotic",
    }


def paired():
    cases = []
    for n, confidence in [(1, 0.95), (2, 0.95), (5, 0.95), (6, 0.95), (7, 0.95), (8, 0.9915),
                          (9, 0.99), (10, 0.95), (12, 0.95), (14, 0.9915), (20, 0.9915),
                          (20, 0.95), (33, 0.95), (50, 0.99)]:
        for shift in (0.0, 0.03):
            differences = rounded(RANDOM.normal(shift, 0.05, n), 6)
            cases.append(paired_case(differences, confidence, "exact"))
    # Coarse values: ties, and zeros among them.
    for n in (4, 6, 8, 10, 12):
        differences = rounded(RANDOM.integers(-3, 5, n) / 8, 3)
        cases.append(paired_case(differences, 0.95, ALL_PERMUTATIONS))
    cases.append(paired_case([0.0] * 8, 0.95, "exact"))
    cases.append(paired_case([0.125] * 10, 0.95, ALL_PERMUTATIONS))
    cases.append(paired_case([0.25, -0.25, 0.25, -0.25, 0.5, 0.0, 0.0], 0.95, ALL_PERMUTATIONS))
    # SciPy's "exact" knows no ties: nine digits keep 150 sizes apart.
    cases.append(paired_case(rounded(RANDOM.normal(0.004, 0.05, 150), 9), 0.95, "exact"))
    cases.append(paired_case(rounded(RANDOM.normal(0.004, 0.05, 330), 6), 0.95, "asymptotic"))
    cases.append(paired_case(rounded(RANDOM.normal(0.001, 0.05, 400), 2), 0.95, "asymptotic"))
    write("signed-rank", {"cases": cases})


def unpaired_case(first, second, confidence, method):
    differences = sorted(x - y for x in first for y in second)
    test = stats.mannwhitneyu(first, second, alternative="two-sided", method=method)
    m, n = len(first), len(second)
    if m * n > 10000:
        deviation = math.sqrt(m * n * (m + n + 1) / 12)
        interval = normal_interval(differences, m * n / 2, deviation, confidence)
    else:
        interval = interval_of(differences, rank_sum_counts(m, n), confidence)
    return {
        "first": first,
        "second": second,
        "confidence": confidence,
        "estimate": float(np.median(differences)),
        "interval": interval,
        "statistic": float(test.statistic),
        "pValue": float(test.pvalue),
        "exact": method != "asymptotic",
    }


def unpaired():
    cases = []
    for m, n, confidence in [(1, 1, 0.95), (3, 3, 0.95), (4, 4, 0.95), (5, 5, 0.99), (3, 9, 0.95),
                             (10, 10, 0.95), (12, 7, 0.99), (20, 25, 0.9915), (40, 30, 0.95)]:
        first = rounded(RANDOM.normal(0.05, 0.1, m), 6)
        second = rounded(RANDOM.normal(0, 0.1, n), 6)
        cases.append(unpaired_case(first, second, confidence, "exact"))
    for m, n in [(4, 5), (6, 6), (8, 5)]:
        first = rounded(RANDOM.integers(0, 6, m) / 8, 3)
        second = rounded(RANDOM.integers(0, 4, n) / 8, 3)
        cases.append(unpaired_case(first, second, 0.95, ALL_PERMUTATIONS))
    cases.append(unpaired_case([0.5] * 4, [0.5] * 5, 0.95, ALL_PERMUTATIONS))
    first = rounded(RANDOM.normal(0.02, 0.1, 110), 2)
    second = rounded(RANDOM.normal(0, 0.1, 105), 2)
    cases.append(unpaired_case(first, second, 0.95, "asymptotic"))
    write("rank-sum", {"cases": cases})


def order_statistics():
    cases = []
    for n, quantile, confidence in itertools.product(
        (5, 6, 10, 20, 59, 100, 368, 1000, 20000), (0.5, 0.9, 0.95, 0.99), (0.95, 0.99)
    ):
        tail = (1 - confidence) / 2
        # By the distribution function alone: SciPy's quantile rounds near a step.
        ks = np.arange(0, n + 1)
        cdf, sf = stats.binom.cdf(ks, n, quantile), stats.binom.sf(ks, n, quantile)
        low = int(np.sum(cdf <= tail))
        high = int(np.argmax(sf <= tail)) + 1
        ranks = None if low < 1 or high > n else {"low": low, "high": high}
        cases.append({"n": n, "quantile": quantile, "confidence": confidence, "ranks": ranks})
    write("order-statistics", {"cases": cases})


def precision():
    cases = []
    for n, confidence, comparisons, tolerance in [
        (6, 0.95, 1, 0.05), (8, 0.9915, 1, 0.05), (14, 0.9915, 2, 0.05), (20, 0.9915, 12, 0.1),
    ]:
        differences = rounded(RANDOM.normal(0, 0.05, n), 6)
        z = stats.norm.isf((1 - confidence) / comparisons / 2) + stats.norm.ppf(0.8)
        sd = float(np.std(differences, ddof=1))
        cases.append({
            "differences": differences,
            "confidence": confidence,
            "comparisons": comparisons,
            "tolerance": tolerance,
            "standardDeviation": sd,
            "detectableRatio": math.exp(z * sd / math.sqrt(n)),
            "samplesByFormula": math.ceil((z * sd / math.log1p(tolerance)) ** 2),
        })
    quantiles = [{"p": p, "z": float(stats.norm.ppf(p))}
                 for p in (0.0001, 0.00425, 0.025, 0.5, 0.8, 0.975, 0.99575, 0.9999)]
    write("precision", {"cases": cases, "normalQuantiles": quantiles})


def study():
    factors = {
        "backend": ["java", "node", "rust"],
        "strategy": ["per-event", "per-batch", "group"],
        "synchronous": ["full", "normal"],
        "ids": ["spec", "random"],
    }
    rounds = 5
    main = {"java": 0.1, "node": 0.0, "rust": 0.3, "per-event": -1.0, "per-batch": 0.2,
            "group": 0.6, "full": -0.3, "normal": 0.2, "spec": 0.5, "random": -0.2}
    rows = []
    for number in range(1, rounds + 1):
        drift = RANDOM.normal(0, 0.05)
        for cell in itertools.product(*factors.values()):
            value = 8 + sum(main[level] for level in cell) + drift + RANDOM.normal(0, 0.08)
            if cell[1] == "per-event" and cell[2] == "full":
                value -= 0.7
            rows.append([*cell, number, round(math.exp(value), 3)])
    return factors, rows


def sums_of_squares(factors, rows):
    frame = pd.DataFrame(rows, columns=[*factors, "round", "value"])
    frame["y"] = np.log(frame["value"])
    formula = "y ~ " + " * ".join(f"C({name})" for name in factors) + " + C(round)"
    return anova_lm(ols(formula, frame).fit(), typ=2)


def shares(factors, rows):
    table = sums_of_squares(factors, rows)
    total = float(table["sum_sq"].sum())
    return {name: float(value) / total for name, value in table["sum_sq"].items()}


def variation():
    factors, rows = study()
    table = sums_of_squares(factors, rows)
    whole = shares(factors, rows)
    numbers = sorted({row[-2] for row in rows})
    without = [shares(factors, [row for row in rows if row[-2] != number]) for number in numbers]
    t = float(stats.t.ppf(0.975, len(numbers) - 1))
    terms = []
    for name, line in table.iterrows():
        left_out = np.array([share[name] for share in without])
        count = len(numbers)
        error = math.sqrt((count - 1) / count * float(np.sum((left_out - left_out.mean()) ** 2)))
        terms.append({
            "factors": [] if name == "Residual" else
            [part[2:-1] for part in str(name).split(":")],
            "residual": name == "Residual",
            "degreesOfFreedom": int(line["df"]),
            "sumOfSquares": float(line["sum_sq"]),
            "share": whole[name],
            "low": max(0.0, whole[name] - t * error),
            "high": min(1.0, whole[name] + t * error),
        })
    write("variation", {
        "factors": [{"name": name, "levels": levels} for name, levels in factors.items()],
        "observations": rows,
        "terms": terms,
    })


if __name__ == "__main__":
    paired()
    unpaired()
    order_statistics()
    precision()
    variation()
