package org.elbosurgery.framework.benchmarks.rivals;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.benchmarks.rivals.Race.Bound;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.graph.ModelDefinition;
import org.elbosurgery.framework.graph.ParameterSource;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.TrainingGraph;
import org.elbosurgery.framework.timing.Contender;
import org.elbosurgery.framework.timing.PosteriorCase;
import org.elbosurgery.framework.timing.PosteriorJob;
import org.elbosurgery.framework.timing.Rounds;
import org.elbosurgery.framework.timing.SampledPosteriors;
import org.elbosurgery.framework.timing.StepCase;
import org.elbosurgery.framework.timing.Timing;
import org.elbosurgery.framework.timing.TrainingSteps;

/**
 * Times every case in turns with libtorch, in one JVM and with the same settings, and prints a
 * table in Markdown that says whether ours meets its bounds. From the top of the project:
 *
 * <pre>
 * mvn -q -Privals -pl framework/benchmarks/rivals -am -DskipTests package
 * </pre>
 *
 * <p>Words in {@code -Drivals.args}, such as {@code step}, {@code "posterior 20"} or {@code vamp},
 * choose the cases whose names have all of them; names of {@code .npz} files with codes choose
 * posteriors of these, as {@code elbo decompose} takes them; {@code -Drivals.threads=1} races on
 * one thread.
 */
public final class MustReach {

  private static final int ROUNDS = 5;

  /** The number of counted epochs of a training. */
  private static final int EPOCHS = 3;

  /** The number of cells of a sweep that are trained at a time. */
  private static final int CELLS = 2;

  /** The number of samples on which the rival's posterior is timed; the time is scaled to all. */
  private static final int RIVAL_SAMPLES = 6144;

  /** The number of rows whose likelihood is bounded in a turn. */
  private static final int BOUNDED_ROWS = 20;

  private final PrintStream out;
  private final int threads;
  private final Set<String> words;

  private MustReach(PrintStream out, int threads, Set<String> words) {
    this.out = out;
    this.threads = threads;
    this.words = words;
  }

  /** Runs all cases. */
  public static void main(String[] args) {
    int threads = Integer.parseInt(System.getenv().getOrDefault("OMP_NUM_THREADS", "1"));
    Map<Boolean, List<String>> files =
        Arrays.stream(args).collect(Collectors.partitioningBy(arg -> arg.endsWith(".npz")));
    MustReach races = new MustReach(System.out, threads, Set.copyOf(files.get(false)));
    races.out.println(Race.heading());
    if (files.get(true).isEmpty()) {
      races.steps();
      races.sweep();
      races.posteriors();
      races.likelihoods();
    } else {
      races.posteriorsOf(files.get(true));
    }
  }

  private void steps() {
    for (StepCase step : concat(StepCase.all(), StepCase.networks())) {
      race(
          "step, %s, %s, d = %d, batch %d"
              .formatted(step.encoder(), step.prior(), step.latent(), step.batch()),
          Rounds.ofEpochs(EPOCHS),
          () -> Side.OURS.training(step, threads),
          () -> Side.LIBTORCH.training(step, threads),
          bound(step));
    }
  }

  private static <T> List<T> concat(List<T> head, List<T> tail) {
    return Stream.concat(head.stream(), tail.stream()).toList();
  }

  private Bound bound(StepCase step) {
    if (step.encoder().name().equals("conv")) {
      return new Bound(1, 1);
    }
    boolean larger = step.batch() > 128 || step.encoder().name().equals("gated");
    double ratio = (larger ? 0.7 : 0.65) + (threads == 1 ? 0.1 : 0);
    return new Bound(ratio, ratio);
  }

  private void sweep() {
    race(
        "sweep, %d cells at a time, an epoch of one".formatted(CELLS),
        Rounds.ofEpochs(EPOCHS),
        () -> new Cells(Side.OURS, CELLS),
        () -> new Cells(Side.LIBTORCH, CELLS),
        new Bound(0.75, 0.75));
  }

  private void posteriors() {
    for (PosteriorCase posterior : PosteriorCase.all(PosteriorCase.FULL_SIZE)) {
      race(name(posterior), posterior::posteriors);
    }
  }

  private void posteriorsOf(List<String> files) {
    for (String file : files) {
      Posteriors posteriors = PosteriorsFile.read(Path.of(file));
      String name = name(new PosteriorCase(posteriors.dimensions(), posteriors.size()));
      race(name + ", codes of " + file, () -> SampledPosteriors.of(posteriors, 1));
    }
  }

  private static String name(PosteriorCase posterior) {
    return "posterior, N = S = %d, d = %d".formatted(posterior.size(), posterior.latent());
  }

  /**
   * Times an aggregate posterior. Components are left out within a certificate, so the bounds for
   * the pruned form apply.
   */
  private void race(String name, Supplier<SampledPosteriors> posteriors) {
    race(
        name,
        Rounds.ofPosteriors(ROUNDS),
        () -> new PosteriorJob(posteriors.get(), threads),
        () -> new TorchPosterior(posteriors.get(), RIVAL_SAMPLES),
        new Bound(1 / 8.0, 1 / 7.0));
  }

  private void likelihoods() {
    StepCase standard = new StepCase();
    Catalogs catalogs = Catalogs.load(PluginSource.of(MustReach.class.getClassLoader()));
    DataSet data = TrainingSteps.data();
    ModelDefinition model = TrainingSteps.model(standard, catalogs, data);
    Rows rows = data.train().first(BOUNDED_ROWS);
    Parameters parameters =
        new TrainingGraph(model, ParameterSource.INITIAL, rows, RandomStream.of(1)).parameters();
    for (int samples : new int[] {1000, 5000}) {
      race(
          "likelihood, %s, d = %d, %d rows, S = %d"
              .formatted(standard.prior(), standard.latent(), rows.size(), samples),
          Rounds.ofBounds(ROUNDS),
          () -> new ImportanceBounds(model, parameters, rows, samples, threads),
          () -> new TorchBounds(parameters, rows, samples, standard.latent()),
          new Bound(0.7, 0.7));
    }
  }

  private void race(
      String name,
      Rounds rounds,
      Supplier<Contender> ours,
      Supplier<Contender> rival,
      Bound bound) {
    if (!List.of(name.split("\\W+")).containsAll(words)) {
      return;
    }
    List<Timing> timings = rounds.time(List.of(ours.get(), rival.get()), ProgressListener.NONE);
    out.println(new Race(name, timings.get(0), timings.get(1), bound).row());
    out.flush();
  }
}
