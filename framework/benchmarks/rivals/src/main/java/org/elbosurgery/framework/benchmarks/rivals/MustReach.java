package org.elbosurgery.framework.benchmarks.rivals;

import java.io.PrintStream;
import java.util.List;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.benchmark.Contender;
import org.elbosurgery.framework.benchmark.PosteriorCase;
import org.elbosurgery.framework.benchmark.PosteriorJob;
import org.elbosurgery.framework.benchmark.Rounds;
import org.elbosurgery.framework.benchmark.StepCase;
import org.elbosurgery.framework.benchmark.SyntheticCodes;
import org.elbosurgery.framework.benchmark.Timing;
import org.elbosurgery.framework.benchmark.TrainingSteps;
import org.elbosurgery.framework.benchmarks.rivals.Race.Bound;
import org.elbosurgery.framework.catalog.Catalog;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.data.DataSet;

/**
 * Every case in turns with libtorch, in one JVM and with the same settings, and whether ours
 * reaches what it must: a table in Markdown. From the top of the project:
 *
 * <pre>
 * mvn -q -Privals -pl framework/benchmarks/rivals -am -DskipTests package
 * </pre>
 *
 * <p>With {@code -Drivals.args=step} or {@code posterior} only these; {@code -Drivals.threads=1} on
 * one thread.
 */
public final class MustReach {

  private static final int ROUNDS = 5;

  /** Samples that the rival's posterior is timed on; scaled to all. */
  private static final int RIVAL_SAMPLES = 6144;

  private final PrintStream out;
  private final int threads;

  private MustReach(PrintStream out, int threads) {
    this.out = out;
    this.threads = threads;
  }

  /** Races. */
  public static void main(String[] args) {
    MustReach races =
        new MustReach(System.out, Integer.parseInt(System.getenv().get("OMP_NUM_THREADS")));
    List<String> kinds = args.length == 0 ? List.of("step", "posterior") : List.of(args);
    races.out.println(Race.heading());
    if (kinds.contains("step")) {
      races.steps();
    }
    if (kinds.contains("posterior")) {
      races.posteriors();
    }
  }

  private void steps() {
    Catalog<Prior> priors =
        Catalogs.load(PluginSource.of(MustReach.class.getClassLoader())).priors();
    DataSet data = TrainingSteps.data();
    for (StepCase step : StepCase.all()) {
      race(
          "step, %s, d = %d, batch %d".formatted(step.prior(), step.latent(), step.batch()),
          Rounds.ofSteps(ROUNDS),
          TrainingSteps.of(step, priors, data),
          TorchSteps.of(TrainingSteps.model(step, priors, data), data, step.batch()),
          bound(step));
    }
  }

  private static Bound bound(StepCase step) {
    if (!step.prior().name().equals("gaussian")) {
      return new Bound(1, 1);
    }
    return step.batch() > new StepCase().batch() ? new Bound(0.9, 1) : new Bound(0.75, 0.9);
  }

  /** What is left out has a certificate, so the bounds are those of the pruned form. */
  private void posteriors() {
    for (PosteriorCase posterior : PosteriorCase.all(PosteriorCase.FULL_SIZE)) {
      SyntheticCodes codes = SyntheticCodes.of(posterior.size(), posterior.latent(), 1);
      race(
          "posterior, N = S = %d, d = %d".formatted(posterior.size(), posterior.latent()),
          Rounds.ofPosteriors(ROUNDS),
          new PosteriorJob(codes, threads),
          new TorchPosterior(codes, RIVAL_SAMPLES),
          new Bound(1 / 8.0, 1 / 7.0));
    }
  }

  private void race(String name, Rounds rounds, Contender ours, Contender rival, Bound bound) {
    List<Timing> timings = rounds.time(List.of(ours, rival), ProgressListener.NONE);
    out.println(new Race(name, timings.get(0), timings.get(1), bound).row());
    out.flush();
  }
}
