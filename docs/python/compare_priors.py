"""Prints the tables of the pages of priors in docs/results, from the results of sweeps over priors and seeds.

python compare_priors.py SWEEP..., folders of `elbo export SWEEP --results FOLDER`, or the sweeps themselves

A value is the mean over the seeds, ± their standard deviation. An interval has the mean over all seeds in 95 of 100
studies (Student's t); there are none of one seed, nor of more than three. Differences and shares are formed for each
seed before their mean. Values are in nats per data point.
"""

import csv
import json
import math
import statistics
import sys
from pathlib import Path

BASELINE = "gaussian"


class Run:
    """The results of a finished run."""

    def __init__(self, folder):
        self.folder = folder
        self.result = self.read("result.json")
        options = self.result["provenance"]["options"]
        self.d = int(options["latent"])
        self.prior = options["prior"].split(":")[0]
        self.seed = int(options["seed"])

    def read(self, name):
        """Returns a file, or None where there is none."""
        path = self.folder / name
        return json.loads(path.read_text()) if path.exists() else None

    def term(self, split, name):
        return (self.result["test"] if split == "test" else self.result)[name]["mean"]

    def seconds(self):
        """Returns the median of the seconds of an epoch."""
        with open(self.folder / "metrics.csv") as rows:
            return statistics.median(float(row["seconds"]) for row in csv.DictReader(rows))


class Study:
    """Runs by latent size and prior, in the order of their seeds."""

    def __init__(self, sweeps):
        results = [result for sweep in sweeps for result in Path(sweep).glob("cells/*/result.json")]
        self.runs = {}
        for run in sorted((Run(result.parent) for result in results), key=lambda run: run.seed):
            self.runs.setdefault((run.d, run.prior), []).append(run)

    def all(self):
        """Returns each latent size and prior, the standard Gaussian first, with its runs."""
        keys = sorted(self.runs, key=lambda key: (key[0], key[1] != BASELINE, key[1]))
        return [(d, prior, self.runs[d, prior]) for d, prior in keys]

    def learned(self):
        """Returns each latent size and learned prior."""
        return [(d, prior) for d, prior, _ in self.all() if prior != BASELINE]

    def pairs(self, d, prior, other=BASELINE):
        """Returns the runs of a prior, each with that of the other prior of the same seed."""
        others = {run.seed: run for run in self.runs.get((d, other), [])}
        return [(run, others[run.seed]) for run in self.runs.get((d, prior), []) if run.seed in others]

    def gained(self, d, prior, split, other=BASELINE):
        return [run.term(split, "elbo") - base.term(split, "elbo") for run, base in self.pairs(d, prior, other)]

    def closed(self, d, prior, split):
        """Returns the gap closed of each seed, in per cent."""
        name = "marginalKl"
        return [100 * (1 - run.term(split, name) / base.term(split, name)) for run, base in self.pairs(d, prior)]


def spread(values, digits):
    if len(values) == 1:
        return f"{values[0]:.{digits}f}"
    return f"{statistics.mean(values):.{digits}f} ± {statistics.stdev(values):.{digits}f}"


def in_use(run):
    """Returns how many dimensions carry more than 0.1 nats as a Gaussian channel; None without elbo gap."""
    gap = run.read("gap.json")
    # signal and noise: the variance of the means, and the rest of the variance
    capacity = [math.log(j["variance"] / (j["variance"] - j["activity"])) / 2 for j in gap["dimensions"]] if gap else []
    return sum(nats > 0.1 for nats in capacity) if gap else None


def interval(values, digits):
    """Returns the bounds of the mean of two or three values, by Student's t; nothing of another number of values.

    The quantiles of p have closed forms with 1 and 2 degrees of freedom: tan(pi (p - 1/2)) and
    (2 p - 1) / sqrt(2 p (1 - p)).
    """
    p = 0.975
    quantiles = {2: math.tan(math.pi * (p - 0.5)), 3: (2 * p - 1) / math.sqrt(2 * p * (1 - p))}
    if len(values) not in quantiles:
        return ""
    half = quantiles[len(values)] * statistics.stdev(values) / math.sqrt(len(values))
    mean = statistics.mean(values)
    return f"{mean - half:.{digits}f} to {mean + half:.{digits}f}"


def each(values, digits=None):
    return ", ".join(f"{value:.{digits}f}" if digits is not None else str(value) for value in values)


def by_seed(values, digits):
    """Returns the values of the seeds; nothing of one seed, whose value is the mean beside it."""
    return each(values, digits) if len(values) > 1 else ""


def table(title, columns, rows):
    """Prints a table in Markdown, without columns that say nothing; the first column of numbers is the third."""
    said = [i for i in range(len(columns)) if any(row[i] != "" for row in rows)]
    if rows:
        print(f"{title}\n")
        print("| " + " | ".join(columns[i] for i in said) + " |")
        print("|" + "|".join("---:" if i > 1 or columns[i] == "d" else "---" for i in said) + "|")
        for row in rows:
            print("| " + " | ".join(str(row[i]) for i in said) + " |")
        print()


def terms(study, split):
    names = ["reconstruction", "mutualInformation", "marginalKl", "elbo"]
    table(
        f"Terms, {split}",
        ["d", "prior", "reconstruction", "mutual information", "marginal KL", "ELBO", "ELBO of each seed"],
        [
            [d, prior]
            + [spread([run.term(split, name) for run in runs], digits) for name, digits in zip(names, (2, 3, 3, 2))]
            + [by_seed([run.term(split, "elbo") for run in runs], 2)]
            for d, prior, runs in study.all()
        ],
    )


def gap_closed(study, split):
    table(
        f"Gap closed in per cent, {split}",
        ["d", "prior", "gap closed", "95 % interval", "of each seed", "ELBO gained", "95 % interval of it"],
        [
            [
                d,
                prior,
                f"{statistics.mean(study.closed(d, prior, split)):.1f}",
                interval(study.closed(d, prior, split), 1),
                by_seed(study.closed(d, prior, split), 1),
                f"{statistics.mean(study.gained(d, prior, split)):+.2f}",
                interval(study.gained(d, prior, split), 2),
            ]
            for d, prior in study.learned()
        ],
    )


def dimensions(study):
    rows = []
    for d, prior, runs in study.all():
        counts = [in_use(run) for run in runs]
        if None not in counts:
            rows.append([d, prior, each(counts)] + [spread([run.term("train", "averageKl") for run in runs], 2)])
    table("Dimensions in use", ["d", "prior", "in use", "average KL, train"], rows)


def lead(study, prior="vamp", other="mixture"):
    rows = []
    for d in sorted({d for d, _ in study.learned()}):
        gained = {f"ELBO, {split}": study.gained(d, prior, split, other) for split in ("train", "test")}
        gained["log p(x), test"] = likelihood_gained(study.pairs(d, prior, other))
        gained["log p(x), test, annealed"] = likelihood_gained(study.pairs(d, prior, other), annealed)
        rows += [
            [d, name, f"{statistics.mean(values):+.2f}", interval(values, 2), by_seed(values, 2)]
            for name, values in gained.items()
            if values
        ]
    table(f"Bounds of {prior} - those of {other}", ["d", "bound", "mean", "95 % interval", "of each seed"], rows)


def log_n(study):
    rows = []
    for d, prior, runs in study.all():
        marginal = [run.term("train", "marginalKl") for run in runs]
        forced = [max(0, run.term("train", "averageKl") - run.result["logN"]) for run in runs]
        rows.append([d, prior, spread(marginal, 3), spread(forced, 3),
                     f"{100 * statistics.mean(f / m for f, m in zip(forced, marginal)):.1f} %"])
    table("What log N forces, train", ["d", "prior", "marginal KL", "average KL - log N, if positive", "share"], rows)


def fitted(run, split):
    """Returns the gap closed by each prior that was fitted to the codes of a run, in per cent."""
    gap = run.read("gap.json")
    priors = gap["priors"] if gap else []
    return {
        prior["prior"].split(":")[0]: 100 * prior[split]["gapClosed"]["mean"]
        for prior in priors
        if prior["kind"] == "fitted" and split in prior
    }


def frozen(study):
    rows = []
    for d, prior in study.learned():
        cells = []
        for split in "train", "test":
            bases = [fitted(base, split) for _, base in study.pairs(d, prior)]
            cells.append(each([base[prior] for base in bases if prior in base], 1))
            cells.append(each(study.closed(d, prior, split), 1))
        if cells[0]:
            rows.append([d, prior] + cells)
    table(
        "Gap closed in per cent, fitted to the codes of the standard Gaussian's encoder, and trained jointly",
        ["d", "prior", "fitted, train", "jointly, train", "fitted, test", "jointly, test"],
        rows,
    )


def bound(run):
    """Returns the bound on log p(x) of the test rows with the most importance samples; None without one."""
    files = sorted(run.folder.glob("likelihood-test-*.json"), key=lambda file: int(file.stem.split("-")[-1]))
    return json.loads(files[-1].read_text())["bound"]["mean"] if files else None


def missed(run):
    """Returns by how much annealing is above that bound on the rows that were annealed; None without annealing."""
    files = sorted(run.folder.glob("likelihood-ais-test-*.json"))
    kept = json.loads(files[-1].read_text()) if files else {}
    return kept["aboveImportanceBound"]["mean"] if "aboveImportanceBound" in kept else None


def annealed(run):
    """Returns the bound of all test rows, and what it misses on the rows that were annealed."""
    return None if None in (bound(run), missed(run)) else bound(run) + missed(run)


def likelihood_gained(pairs, estimate=bound):
    """Returns by how much each run's estimate is above that of the other; nothing where not all have one."""
    estimates = [(estimate(run), estimate(other)) for run, other in pairs]
    return [] if None in sum(estimates, ()) else [mine - other for mine, other in estimates]


def likelihood(study):
    rows, better = [], []
    for d, prior, runs in study.all():
        pairs = study.pairs(d, prior)
        if gained := likelihood_gained(pairs):
            elbo = f"{statistics.mean(study.gained(d, prior, 'test')):+.2f}"
            rows.append([d, prior, spread([bound(run) for run in runs], 2)] + more(prior, gained, elbo))
        if gained := likelihood_gained(pairs, annealed):
            sampled = f"{statistics.mean(likelihood_gained(pairs)):+.2f}"
            values = [spread([estimate(run) for run in runs], 2) for estimate in (missed, annealed)]
            better.append([d, prior] + values + more(prior, gained, sampled))
    gains = ["more than the standard Gaussian", "95 % interval", "of each seed"]
    table(
        "Importance-weighted bound on log p(x), test",
        ["d", "prior", "bound"] + gains + ["ELBO gained"],
        rows,
    )
    table(
        "Annealing: what that bound misses on the rows that were annealed, and the bound with it",
        ["d", "prior", "missed", "bound and missed"] + gains + ["by the bound"],
        better,
    )


def more(prior, gained, beside):
    """Returns what a prior gains, and what is beside it; nothing for the standard Gaussian."""
    if prior == BASELINE:
        return [""] * 4
    return [f"{statistics.mean(gained):+.2f}", interval(gained, 2), by_seed(gained, 2), beside]


def cost(study):
    table(
        "Cost",
        ["d", "prior", "parameters", "epochs until it stopped", "best epoch", "seconds an epoch, median"],
        [
            [
                d,
                prior,
                runs[0].result["provenance"]["parameters"],
                each(run.result["provenance"]["epochs"] for run in runs),
                each(run.result["provenance"]["bestEpoch"] for run in runs),
                each([run.seconds() for run in runs], 1),
            ]
            for d, prior, runs in study.all()
        ],
    )


def estimators(study, split="train"):
    found = {
        (d, prior): [{e["estimator"]: e["marginalKl"]["mean"] for e in kept["estimators"]} for kept in files]
        for d, prior, runs in study.all()
        if all(files := [run.read(f"estimators-{split}.json") for run in runs])
    }
    names = list(dict.fromkeys(name for runs in found.values() for run in runs for name in run))
    rows = []
    for (d, prior), runs in found.items():
        exact = statistics.mean(run[names[0]] for run in runs)
        differences = [
            f"{statistics.mean(run[name] for run in runs) - exact:+.3f}" if name in runs[0] else ""
            for name in names[1:]
        ]
        rows.append([d, prior, f"{exact:.3f}"] + differences)
    table(
        f"Marginal KL, exact, and by how much each estimator differs, {split}",
        ["d", "prior"] + [f"`{name}`" for name in names],
        rows,
    )


def main(sweeps):
    study = Study(sweeps)
    for split in "train", "test":
        terms(study, split)
    for split in "train", "test":
        gap_closed(study, split)
    dimensions(study)
    lead(study)
    log_n(study)
    frozen(study)
    likelihood(study)
    cost(study)
    estimators(study)


if __name__ == "__main__":
    main(sys.argv[1:])
