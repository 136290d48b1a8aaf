"""Prints the tables of the pages of priors in docs/results, from the results of sweeps over priors and seeds.

python compare_priors.py SWEEP..., folders of `elbo export SWEEP --results FOLDER`, or the sweeps themselves

A value is the mean over the seeds, ± their standard deviation. An interval has the mean over all seeds, for the same
rows, in 95 of 100 studies (Student's t). Differences and shares are formed for each seed before their mean. Values are
in nats per data point. The runs may differ in prior, latent size and seed; other differences are refused.
"""

import statistics
import sys

import student
from kept_runs import BASELINE, Run, Study

SPLITS = "train", "test"


def spread(values, digits):
    if len(values) == 1:
        return f"{values[0]:.{digits}f}"
    return f"{statistics.mean(values):.{digits}f} ± {statistics.stdev(values):.{digits}f}"


def interval(values, digits):
    return " to ".join(f"{bound:.{digits}f}" for bound in student.bounds(values))


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


def answer(study):
    """Prints what each prior closes, gains and costs, of which the other tables say more."""
    table(
        "Gap closed in per cent, train; gained, test",
        ["d", "prior", "seeds", "marginal KL", "% closed", "ELBO gained", "log p(x) gained"]
        + ["dimensions in use", "minutes"],
        [
            [d, prior, len(runs), f"{statistics.mean(run.term('train', 'marginalKl') for run in runs):.2f}"]
            + gap_and_gains(study, d, prior)
            + [in_use(runs), f"{statistics.mean(run.minutes() for run in runs):.0f}"]
            for d, prior, runs in study.all()
        ],
    )


def gap_and_gains(study, d, prior):
    """Returns the cells of what a prior closes and gains; empty for the standard Gaussian."""
    if prior == BASELINE:
        return [""] * 3
    gained = study.gained(d, prior, "test"), study.likelihood_gained(d, prior, Run.annealed)
    return [f"{statistics.mean(study.closed(d, prior, 'train')):.1f}"] + [with_interval(values) for values in gained]


def in_use(runs):
    counts = [run.in_use() for run in runs]
    return "" if None in counts else each(counts)


def with_interval(values):
    mean = f"{statistics.mean(values):+.2f}" if values else ""
    return f"{mean} ({interval(values, 2)})" if len(values) > 1 else mean


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
        ["d", "prior", "% closed", "95 % interval", "of each seed", "ELBO gained", "95 % interval of it"],
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


def significance(study, seeds=3):
    """Prints whether means that have enough seeds are other than zero, each column of them tested together."""
    learned = study.learned()
    vamp = [key for key in learned if key[1] == "vamp"]
    families = [
        {key: study.gained(*key, "test") for key in learned},
        {key: study.likelihood_gained(*key, Run.annealed) for key in learned},
        {key: study.gained(*key, "test", "mixture") for key in vamp},
        {key: study.likelihood_gained(*key, Run.annealed, "mixture") for key in vamp},
    ]
    cells = {}
    for column, family in enumerate(families):
        tested = {key: student.significance(values) for key, values in family.items() if len(values) >= seeds}
        for (key, p), adjusted in zip(tested.items(), student.holm(list(tested.values()))):
            cells.setdefault(key, [""] * len(families))[column] = f"{p:.3f}, {adjusted:.3f}"
    table(
        "Significance, test",
        ["d", "prior", "ELBO gained", "log p(x) gained", "ELBO above the mixture's", "log p(x) above the mixture's"],
        [[*key, *ps] for key, ps in cells.items()],
    )


def at_equal_epochs(study):
    """Prints the gap closed at the last epoch whose terms all runs of a latent size have."""
    rows = []
    for d, prior in study.learned():
        epochs = set.intersection(*(run.epochs() for run in study.of_size(d)))
        if not epochs:
            continue
        epoch = max(epochs)
        pairs = study.pairs(d, prior)
        train, test = ([closed_at(epoch, split, *pair) for pair in pairs] for split in SPLITS)
        gained = [run.at(epoch, "test", "elbo") - base.at(epoch, "test", "elbo") for run, base in pairs]
        rows.append(
            [d, prior, epoch, f"{statistics.mean(train):.1f}", interval(train, 1), by_seed(train, 1)]
            + [f"{statistics.mean(test):.1f}", f"{statistics.mean(gained):+.2f}", interval(gained, 2)]
        )
    columns = ["d", "prior", "epoch", "% closed, train", "95 % interval", "of each seed", "% closed, test"]
    table(
        "Gap closed in per cent, all priors at the same epoch",
        columns + ["ELBO gained, test", "95 % interval of it"],
        rows,
    )


def closed_at(epoch, split, run, base):
    return 100 * (1 - run.at(epoch, split, "marginal_kl") / base.at(epoch, split, "marginal_kl"))


def lead(study, prior, other):
    rows = []
    for d in sorted({d for d, _ in study.learned()}):
        leads = {
            "ELBO, train": study.gained(d, prior, "train", other),
            "ELBO, test": study.gained(d, prior, "test", other),
            "bound on log p(x), test": study.likelihood_gained(d, prior, Run.bound, other),
            "the bound and what annealing adds": study.likelihood_gained(d, prior, Run.annealed, other),
            "gap closed, train, points": study.closed_more(d, prior, other),
        }
        rows += [
            [d, name, f"{statistics.mean(values):+.2f}", interval(values, 2), by_seed(values, 2)]
            for name, values in leads.items()
            if values
        ]
    table(f"{prior} less {other}", ["d", "of", "mean", "95 % interval", "of each seed"], rows)


def saturation(study):
    rows = []
    for d, prior, runs in study.all():
        log_n = runs[0].result["logN"]
        marginal, average, mutual = (
            [run.term("train", name) for run in runs] for name in ("marginalKl", "averageKl", "mutualInformation")
        )
        rows.append(
            [d, prior, spread(marginal, 3), spread([value - log_n for value in average], 3)]
            + [spread([log_n - value for value in mutual], 3)]
        )
    table("Saturation, train", ["d", "prior", "marginal KL", "average KL - log N", "log N - mutual information"], rows)


def frozen(study):
    """Prints the gap closed of each seed to whose codes the prior was fitted."""
    rows = []
    for d, prior in study.learned():
        fits = [base.held_against("fitted", prior) for _, base in study.pairs(d, prior)]
        cells = []
        for split in SPLITS:
            shares = [
                (100 * fit[split]["gapClosed"]["mean"], jointly)
                for fit, jointly in zip(fits, study.closed(d, prior, split))
                if fit
            ]
            cells += [each(of_seeds, 1) for of_seeds in zip(*shares)]
        if cells:
            rows.append([d, prior] + cells)
    table(
        "Gap closed in per cent, fitted to the codes of the standard Gaussian's encoder, and trained jointly",
        ["d", "prior"] + [f"% closed, {how}, {split}" for split in SPLITS for how in ("fitted", "jointly")],
        rows,
    )


def own_and_afresh(study):
    rows = []
    for d, prior in study.learned():
        runs = [run for run, _ in study.pairs(d, prior)]
        own = [run.held_against("own", prior) for run in runs]
        afresh = [run.held_against("fitted", "mixture", "init=kmeans") for run in runs]
        if None not in own + afresh:
            priors = [(split, kept) for split in SPLITS for kept in (own, afresh)]
            kls = ([one[split]["marginalKl"]["mean"] for one in kept] for split, kept in priors)
            rows.append([d, prior] + [each(kl, 2) for kl in kls])
    table(
        "Marginal KL of the prior that was trained, and of a mixture fitted afresh to the same codes",
        ["d", "encoder of"] + [f"marginal KL of {of}, {split}" for split in SPLITS for of in ("its prior", "a mixture")],
        rows,
    )


def likelihood(study):
    table(
        "Bound on log p(x) of 200 importance samples, test",
        ["d", "prior", "bound", *GAINS, "ELBO gained"],
        [
            [d, prior, spread([run.bound() for run in runs], 2)]
            + gains(prior, gained, study.gained(d, prior, "test"))
            for d, prior, runs in study.all()
            if (gained := study.likelihood_gained(d, prior, Run.bound))
        ],
    )


def annealing(study):
    table(
        "What that bound misses by annealing, and the bound with it, test",
        ["d", "prior", "missed", "bound and missed", *GAINS, "by the bound"],
        [
            [d, prior]
            + [spread([statistics.mean(run.missed()) for run in runs], 2)]
            + [spread([run.annealed() for run in runs], 2)]
            + gains(prior, gained, study.likelihood_gained(d, prior, Run.bound))
            for d, prior, runs in study.all()
            if (gained := study.likelihood_gained(d, prior, Run.annealed))
        ],
    )


def annealed_rows(study):
    """Prints what the bound misses at the annealed rows, and the standard errors that they leave of what is gained."""
    table(
        "The rows that were annealed, test",
        ["d", "prior", "missed at the median row", "at the worst", "rows of few chains"]
        + ["error of what is gained", "of what is above the mixture's"],
        [
            [d, prior, each([statistics.median(run.missed()) for run in runs], 2)]
            + [each([max(run.missed()) for run in runs], 1), each(run.few_chains() for run in runs)]
            + [
                error(study.annealed_error(d, prior, other)) if prior not in (BASELINE, other) else ""
                for other in (BASELINE, "mixture")
            ]
            for d, prior, runs in study.all()
            if None not in [run.missed() for run in runs]
        ],
    )


def error(value):
    return "" if value is None else f"{value:.2f}"


GAINS = ["more than the standard Gaussian", "95 % interval", "of each seed"]


def gains(prior, gained, beside):
    """Returns the cells of what a prior gains, with another mean beside; empty for the standard Gaussian."""
    if prior == BASELINE:
        return [""] * 4
    means = [f"{statistics.mean(values):+.2f}" for values in (gained, beside)]
    return [means[0], interval(gained, 2), by_seed(gained, 2), means[1]]


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
            f"{statistics.mean(run[name] for run in runs) - exact:+.3f}" if all(name in run for run in runs) else ""
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
    answer(study)
    for split in SPLITS:
        terms(study, split)
    for split in SPLITS:
        gap_closed(study, split)
    significance(study)
    at_equal_epochs(study)
    lead(study, "vamp", "mixture")
    lead(study, "flow", "vamp")
    saturation(study)
    frozen(study)
    own_and_afresh(study)
    likelihood(study)
    annealing(study)
    annealed_rows(study)
    cost(study)
    estimators(study)


if __name__ == "__main__":
    main(sys.argv[1:])
