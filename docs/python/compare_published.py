"""Prints runs with the standard Gaussian prior beside the rows that Hoffman & Johnson (2016) published.

python compare_published.py SWEEP..., folders of `elbo export SWEEP --results FOLDER`, or the sweeps themselves

One table for each sweep, of the training rows but for the last column. Columns of per cent have by how much a value is
above the published one. Values are in nats per data point; the sampling of z has standard errors of 0.02 nats at most
in the ELBO, 0.04 in that of test rows, and 0.001 in the others.
"""

import json
import sys
from pathlib import Path

from kept_runs import STANDARD

# The table of Hoffman & Johnson (2016), ELBO surgery: N digits of MNIST
N = 60000
PUBLISHED = {
    2: {"elbo": -129.63, "averageKl": 7.41, "mutualInformation": 7.20, "marginalKl": 0.21},
    10: {"elbo": -88.95, "averageKl": 19.17, "mutualInformation": 10.82, "marginalKl": 8.35},
    20: {"elbo": -87.45, "averageKl": 20.20, "mutualInformation": 10.67, "marginalKl": 9.53},
}
DIGITS = {"elbo": 2, "averageKl": 2, "mutualInformation": 3, "marginalKl": 3}
TITLES = {
    "elbo": "ELBO",
    "averageKl": "average KL",
    "mutualInformation": "mutual information",
    "marginalKl": "marginal KL",
}
SETTINGS = {"binarize": "binarization", "learning-rate": "step", "schedule": "schedule", "epochs": "epochs"}


def results(sweep):
    """Returns the results of a sweep by latent size and settings."""
    found = [json.loads(file.read_text()) for file in Path(sweep).glob("cells/*/result.json")]
    if not found:
        sys.exit(f"{sweep}: no cells/*/result.json; give the folder of a sweep")
    if any(result["provenance"]["options"]["prior"] != STANDARD for result in found):
        sys.exit(f"{sweep}: the published rows are of the standard Gaussian; give a sweep with that prior alone")
    if any(result["n"] != N or result["d"] not in PUBLISHED for result in found):
        sys.exit(f"{sweep}: the published rows are of {N} digits and d = {list(PUBLISHED)}; give a sweep of such runs")
    if len({(result["d"], *settings(result)) for result in found}) < len(found):
        sys.exit(f"{sweep}: some runs differ in none of {', '.join(SETTINGS)}; give a sweep of one seed")
    return sorted(found, key=settings)


def settings(result):
    options = result["provenance"]["options"]
    values = {name: options[name] for name in SETTINGS}
    values["learning-rate"] = float(options["learning-rate"])
    values["epochs"] = int(options["epochs"])
    values["binarize"] = options["binarize"].replace("none", "published set")
    return list(values.values())


def cells(result):
    """Returns each term, and by how many per cent it is above the published one."""
    for term, published in PUBLISHED[result["d"]].items():
        mean = result[term]["mean"]
        yield f"{mean:.{DIGITS[term]}f}"
        yield f"{100 * (mean - published) / abs(published):+.1f}"


def row(cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def table(sweep):
    titles = [title for term in DIGITS for title in (TITLES[term], "%")]
    lines = [row(["d", *SETTINGS.values(), *titles, "ELBO, test"])]
    lines.append("|---:|---|" + "---:|" * (len(SETTINGS) + len(titles)))
    for d, published in PUBLISHED.items():
        runs = [result for result in results(sweep) if result["d"] == d]
        if runs:
            terms = [cell for value in published.values() for cell in (f"{value:.2f}", "")]
            lines.append(row([d, "published row", *[""] * (len(SETTINGS) - 1), *terms, ""]))
        lines += [row([d, *settings(run), *cells(run), f"{run['test']['elbo']['mean']:.2f}"]) for run in runs]
    return "\n".join(lines)


if __name__ == "__main__":
    for sweep in sys.argv[1:] or sys.exit(__doc__):
        print(f"{Path(sweep).name}\n\n{table(sweep)}\n")
