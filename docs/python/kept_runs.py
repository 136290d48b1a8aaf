"""The results of finished runs, as compare_priors.py reads them; see docs/run-folder.md for the files."""

import csv
import json
import math
import operator
import statistics
import sys
from pathlib import Path

import student

BASELINE = "gaussian"
STANDARD = "gaussian:mean=zero,covariance=identity"
MAY_DIFFER = {"prior", "latent", "seed"}


class Run:
    """The results of one run."""

    def __init__(self, folder):
        self.folder = folder
        self.result = self.read("result.json")
        self.options = self.result["provenance"]["options"]
        self.d = int(self.options["latent"])
        self.prior = self.options["prior"].split(":")[0]
        self.seed = int(self.options["seed"])

    def read(self, name):
        """Returns a file, or None where there is none."""
        path = self.folder / name
        return json.loads(path.read_text()) if path.exists() else None

    def rows(self, name):
        """Returns the rows of a table, none where there is none."""
        path = self.folder / name
        return list(csv.DictReader(path.read_text().splitlines())) if path.exists() else []

    def settings(self):
        """Returns what all runs of a study have in common."""
        common = {name: value for name, value in self.options.items() if name not in MAY_DIFFER}
        return common | {"the data": self.result["provenance"]["dataSha256"]}

    def term(self, split, name):
        return (self.result["test"] if split == "test" else self.result)[name]["mean"]

    def epochs(self):
        """Returns the epochs whose terms were kept."""
        return {int(row["epoch"]) for row in self.rows("terms.csv")}

    def at(self, epoch, split, name):
        """Returns a term of the model as it was at an epoch, by its name in terms.csv, or the ELBO."""
        [row] = [row for row in self.rows("terms.csv") if int(row["epoch"]) == epoch and row["split"] == split]
        return float(row["reconstruction"]) - float(row["average_kl"]) if name == "elbo" else float(row[name])

    def seconds(self):
        """Returns the median of the seconds of an epoch."""
        return statistics.median(float(row["seconds"]) for row in self.rows("metrics.csv"))

    def minutes(self):
        """Returns how long the training took, each epoch taken for the median one."""
        return self.seconds() * self.result["provenance"]["epochs"] / 60

    def held_against(self, kind, name, option=""):
        """Returns the prior with a name and an option that elbo gap held against the codes, or None."""
        priors = (self.read("gap.json") or {"priors": []})["priors"]
        of_kind = [prior for prior in priors if prior["kind"] == kind]
        of_name = [prior for prior in of_kind if prior["prior"].split(":")[0] == name]
        return next((prior for prior in of_name if option in prior["prior"]), None)

    def in_use(self):
        """Returns how many dimensions carry more than 0.1 nats as a Gaussian channel; None without elbo gap."""
        gap = self.read("gap.json")
        channels = [(j["activity"], j["variance"] - j["activity"]) for j in gap["dimensions"]] if gap else []
        return sum(math.log(1 + signal / noise) / 2 > 0.1 for signal, noise in channels) if gap else None

    def bound(self):
        """Returns the bound on log p(x) of the test rows with 200 importance samples; None without it."""
        kept = self.read("likelihood-test-200.json")
        return kept["bound"]["mean"] if kept else None

    def missed(self):
        """Returns by how much annealing is above that bound, of each of the first 100 test rows; None without it."""
        kept = self.read("likelihood-ais-test-100x16-posterior.json") or {}
        return kept.get("aboveImportanceBound", {}).get("ofRows")

    def few_chains(self):
        """Returns at how many of these rows fewer than two of the annealed chains count."""
        return self.read("likelihood-ais-test-100x16-posterior.json")["effectiveSampleSize"]["below2"]

    def annealed(self):
        """Returns the bound of all test rows and what it misses on the first 100 of them; None without either."""
        return None if None in (self.bound(), self.missed()) else self.bound() + statistics.mean(self.missed())


class Study:
    """Runs by latent size and prior, in the order of their seeds."""

    def __init__(self, sweeps):
        results = [result for sweep in sweeps for result in Path(sweep).glob("cells/*/result.json")]
        self.runs = {}
        for run in sorted((Run(result.parent) for result in results), key=lambda run: run.seed):
            self.runs.setdefault((run.d, run.prior), []).append(run)
        self.require_standard()
        self.require_comparable()

    def require_standard(self):
        """Ends the program if a Gaussian prior is not the standard one, whose marginal KL is the gap."""
        for run in [run for runs in self.runs.values() for run in runs if run.prior == BASELINE]:
            if run.options["prior"] != STANDARD:
                sys.exit(f"{run.folder} has the prior {run.options['prior']}; give runs with {STANDARD}")

    def require_comparable(self):
        """Ends the program if runs differ in what they must share, or two are of the same seed."""
        first, *others = [run for runs in self.runs.values() for run in runs] or sys.exit("no finished run is given")
        for run in others:
            mine, its = first.settings(), run.settings()
            names = [name for name in mine | its if mine.get(name) != its.get(name)]
            if names:
                sys.exit(f"{first.folder} and {run.folder} differ in {', '.join(names)}; give runs that do not")
        for runs in self.runs.values():
            for one, other in zip(runs, runs[1:]):
                if one.seed == other.seed or one.options["prior"] != other.options["prior"]:
                    sys.exit(f"{one.folder} and {other.folder} are not two seeds of the same prior; give one of them")

    def all(self):
        """Returns each latent size and prior, the standard Gaussian first, with its runs."""
        keys = sorted(self.runs, key=lambda key: (key[0], key[1] != BASELINE, key[1]))
        return [(d, prior, self.runs[d, prior]) for d, prior in keys]

    def learned(self):
        """Returns each latent size and learned prior that has a seed in common with the standard Gaussian."""
        return [(d, prior) for d, prior, _ in self.all() if prior != BASELINE and self.pairs(d, prior)]

    def of_size(self, d):
        return [run for of, _, runs in self.all() if of == d for run in runs]

    def pairs(self, d, prior, other=BASELINE):
        """Returns the runs of a prior, each with that of the other prior of the same seed."""
        others = {run.seed: run for run in self.runs.get((d, other), [])}
        return [(run, others[run.seed]) for run in self.runs.get((d, prior), []) if run.seed in others]

    def gained(self, d, prior, split, other=BASELINE):
        """Returns the ELBO gained, of each seed."""
        return [run.term(split, "elbo") - base.term(split, "elbo") for run, base in self.pairs(d, prior, other)]

    def closed(self, d, prior, split):
        """Returns the gap closed, of each seed, in per cent."""
        name = "marginalKl"
        return [100 * (1 - run.term(split, name) / base.term(split, name)) for run, base in self.pairs(d, prior)]

    def closed_more(self, d, prior, other):
        """Returns by how many points a prior closes more of the gap of training rows than another, of each seed."""
        closed = {
            one: {run.seed: value for (run, _), value in zip(self.pairs(d, one), self.closed(d, one, "train"))}
            for one in (prior, other)
        }
        return [value - closed[other][seed] for seed, value in closed[prior].items() if seed in closed[other]]

    def likelihood_gained(self, d, prior, estimate, other=BASELINE):
        """Returns by how much log p(x) is greater by an estimate, of each seed; nothing where not all have it."""
        estimates = [(estimate(run), estimate(base)) for run, base in self.pairs(d, prior, other)]
        return [] if None in sum(estimates, ()) else [mine - its for mine, its in estimates]

    def annealed_error(self, d, prior, other=BASELINE):
        """Returns the standard error that the choice of the annealed rows gives the mean gain; None without them."""
        pairs = [(run.missed(), base.missed()) for run, base in self.pairs(d, prior, other)]
        if not pairs or None in sum(pairs, ()):
            return None
        of_rows = zip(*(map(operator.sub, mine, its) for mine, its in pairs))
        return student.standard_error([statistics.mean(of_row) for of_row in of_rows])
