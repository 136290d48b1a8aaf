"""Student's t of a few seeds: the interval of a mean, and the test of whether it is zero."""

import math
import statistics

def standard_error(values):
    return statistics.stdev(values) / math.sqrt(len(values))


def bounds(values):
    """Returns the bounds of the mean that hold it in 95 of 100 studies; of one value nothing."""
    if len(values) < 2:
        return ()
    half = quantile(len(values) - 1) * standard_error(values)
    return statistics.mean(values) - half, statistics.mean(values) + half


def quantile(freedom):
    """Returns the t that |T| exceeds with a probability of 0.05, by bisection."""
    low, high = 0.0, 20.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if beyond(middle, freedom) > 0.05 else (low, middle)
    return high


def significance(values):
    """Returns the probability of so large a mean, of either sign, if it is zero over all seeds.

    The values must not all be the same.
    """
    return beyond(statistics.mean(values) / standard_error(values), len(values) - 1)


def beyond(t, freedom):
    """Returns P(|T| > |t|) with a whole number of degrees of freedom: Abramowitz and Stegun, 26.7.3 and 26.7.4."""
    odd = freedom % 2
    angle = math.atan(abs(t) / math.sqrt(freedom))
    term, total = math.cos(angle) if odd else 1, 0
    for k in range(1 + odd, freedom, 2):
        total += term
        term *= math.cos(angle) ** 2 * k / (k + 1)
    within = math.sin(angle) * total
    return 1 - (2 / math.pi * (angle + within) if odd else within)


def holm(probabilities):
    """Returns the probabilities adjusted for being tested together (Holm 1979), in the same order."""
    adjusted, least = [0.0] * len(probabilities), 0.0
    ascending = sorted(range(len(probabilities)), key=lambda i: probabilities[i])
    for before, i in enumerate(ascending):
        least = max(least, min(1.0, (len(probabilities) - before) * probabilities[i]))
        adjusted[i] = least
    return adjusted
