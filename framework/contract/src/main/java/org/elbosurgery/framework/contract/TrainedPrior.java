package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.StratifiedMeans;
import org.elbosurgery.framework.contract.Outcome.Status;
import org.elbosurgery.framework.density.DensityCheck;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The density of a trained prior, held against those rules of the {@linkplain Contract#prior()
 * contract of priors} that concern its numbers, in its own number of dimensions and at the codes of
 * its run: parameters that training has moved far may break what others keep.
 */
public final class TrainedPrior {

  /** The largest number of codes at which log p(z) is called. */
  private static final int CODES = 200;

  /** The number of samples of each of their posteriors from which a closed form is checked. */
  private static final int PER_CODE = 100;

  /** A normal variable deviates by more than 5 standard deviations with probability 6e-7. */
  private static final double DEVIATIONS = 5;

  /** Relative to the cross-entropy, which may be computed in single precision. */
  private static final double ROUNDING = 1e-5;

  private final FrozenPrior frozen;
  private final Posteriors codes;
  private final RandomStream random;
  private final List<Outcome> outcomes = new ArrayList<>();

  private TrainedPrior(Distribution density, Posteriors codes, RandomStream random) {
    this.frozen = new FrozenPrior(density, density.dimensions(), density);
    this.codes = codes;
    this.random = random;
  }

  /**
   * Checks the rules.
   *
   * @param density the frozen prior
   * @param codes the posteriors of the training rows
   * @param random the source of randomness
   * @return the outcomes, in the order of the rules' numbers
   * @throws CancellationException if the calling thread is interrupted
   */
  public static List<Outcome> outcomes(
      Distribution density, Posteriors codes, RandomStream random) {
    return new TrainedPrior(density, codes, random).outcomes();
  }

  private List<Outcome> outcomes() {
    int d = frozen.dimensions();
    check("4.5", this::staysAsItIs);
    check("4.6", () -> DistributionChecks.isFiniteFarOut(frozen));
    check("4.9", this::closedFormIsThatOfTheDensity);
    check("5.1", () -> SamplingChecks.haveTheirShape(frozen));
    check("6.2", () -> ReproducibilityChecks.sameSeedSameSamples(frozen));
    if (outcomes.stream().noneMatch(Outcome::isFault)) {
      DensityCheck density =
          DensityCheck.of(frozen.density(), Optional.of(codes), random.named("density"));
      check(d <= 2 ? "4.3" : "4.4", () -> NormalizerChecks.isNormalised(density, frozen, ""));
      check(d == 1 ? "5.2" : "5.3", () -> samplesFit(density));
    }
    List<Rule> order = Contract.prior().rules();
    outcomes.sort(Comparator.comparingInt(outcome -> order.indexOf(outcome.rule())));
    return List.copyOf(outcomes);
  }

  private void check(String number, Runnable check) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException();
    }
    Rule rule =
        Contract.prior().rules().stream()
            .filter(each -> each.number().equals(number))
            .findFirst()
            .orElseThrow();
    try {
      check.run();
      outcomes.add(new Outcome(rule, Status.PASSED, ""));
    } catch (NotApplicable e) {
      outcomes.add(new Outcome(rule, Status.SKIPPED, e.getMessage()));
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      String message = Fault.message(frozen.density().getClass(), e);
      outcomes.add(new Outcome(rule, Status.FAILED, message));
    }
  }

  private static void samplesFit(DensityCheck density) {
    density
        .samplesProblem()
        .ifPresent(
            problem -> {
              throw new Breach(problem);
            });
    if (density.samplesProbability().isEmpty()) {
      throw new NotApplicable("too few samples lie where a reference that is fitted to others is");
    }
  }

  private INDArray samplesOfCodes(int each) {
    int n = Math.min(CODES, codes.size());
    int d = codes.dimensions();
    RandomStream noise = random.named("codes");
    double[] z = new double[n * each * d];
    for (int i = 0; i < z.length; i++) {
      int row = i / d / each;
      z[i] = codes.mean(row, i % d) + codes.standardDeviation(row, i % d) * noise.nextGaussian();
    }
    return Numbers.array(z, (long) n * each, d);
  }

  private void staysAsItIs() {
    INDArray z = samplesOfCodes(1);
    double[] once = frozen.logProb(z);
    Numbers.requireFinite("logProb at codes of the run", Numbers.array(once, once.length));
    Breach.unless(
        Arrays.equals(once, frozen.logProb(z)),
        "the second call of logProb gives other values for the same z");
  }

  private void closedFormIsThatOfTheDensity() {
    int n = Math.min(CODES, codes.size());
    int[] rows = new int[n];
    Arrays.setAll(rows, i -> i);
    double[] closed =
        frozen
            .density()
            .crossEntropy(codes.rows(rows))
            .map(Numbers::values)
            .orElseThrow(() -> new NotApplicable("it offers no closed form frozen"));
    double[] logProb = frozen.logProb(samplesOfCodes(PER_CODE));
    StratifiedMeans means = new StratifiedMeans(1, PER_CODE);
    for (int i = 0; i < n; i++) {
      double[] excess = new double[PER_CODE];
      for (int s = 0; s < PER_CODE; s++) {
        excess[s] = closed[i] + logProb[i * PER_CODE + s];
      }
      means.add(excess);
    }
    double mean = Arrays.stream(closed).average().orElseThrow();
    double error = means.mean(0).standardError();
    Breach.unless(
        Math.abs(means.mean(0).mean()) <= DEVIATIONS * error + ROUNDING * (1 + Math.abs(mean)),
        "crossEntropy is %.5f on average over %d codes, and -E_q[log p(z)] %.5f +- %.5f from"
            + " samples: the two belong to different distributions",
        mean,
        n,
        mean - means.mean(0).mean(),
        error);
  }
}
