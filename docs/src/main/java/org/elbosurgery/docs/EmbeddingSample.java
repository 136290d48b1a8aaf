package org.elbosurgery.docs;

// tag::imports[]
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.comparison.Comparison;
import org.elbosurgery.framework.comparison.ComparisonFolder;
import org.elbosurgery.framework.comparison.ComparisonListener;
import org.elbosurgery.framework.comparison.ComparisonRunner;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentListener;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentRunner;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Result;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.export.ExportOptions;
import org.elbosurgery.framework.export.Exporter;
import org.elbosurgery.framework.export.RunExport;
import org.elbosurgery.framework.gap.GapAnalysis;
import org.elbosurgery.framework.gap.GapRequest;
import org.elbosurgery.framework.gap.PriorOnCodes;
import org.elbosurgery.framework.gap.RunGap;
import org.elbosurgery.framework.graph.UntrainedPrior;
import org.elbosurgery.framework.likelihood.LikelihoodJob;
import org.elbosurgery.framework.likelihood.LikelihoodListener;
import org.elbosurgery.framework.likelihood.LikelihoodOptions;
import org.elbosurgery.framework.likelihood.LikelihoodResolver;
import org.elbosurgery.framework.likelihood.LikelihoodResult;
import org.elbosurgery.framework.likelihood.LikelihoodRunner;
import org.elbosurgery.framework.report.Report;
import org.elbosurgery.framework.report.ReportWriter;
import org.elbosurgery.framework.report.runs.Reference;
import org.elbosurgery.framework.surgery.ExactEstimator;
import org.elbosurgery.framework.surgery.PosteriorSurgery;
import org.elbosurgery.framework.surgery.Surgery;
import org.elbosurgery.framework.sweep.CellStatus;
import org.elbosurgery.framework.sweep.Sweep;
import org.elbosurgery.framework.sweep.SweepFolder;
import org.elbosurgery.framework.sweep.SweepListener;
import org.elbosurgery.framework.sweep.SweepResolver;
import org.elbosurgery.framework.sweep.SweepRunner;
import org.elbosurgery.framework.sweep.SweepSpec;

// end::imports[]

/** The samples of the page on embedding. */
public final class EmbeddingSample {

  private EmbeddingSample() {}

  /** Returns an injector with the plugins on the class path. */
  public static Injector installedPlugins() {
    // tag::injector[]
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Injector injector = Guice.createInjector(new ElboModule(loader));
    // end::injector[]
    return injector;
  }

  /** Returns an injector that also has the plugins in the jars of a folder. */
  public static Injector withPluginsOf(Path folder) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    // tag::folder[]
    PluginSource source = PluginSource.folder(folder, loader);
    Injector injector = Guice.createInjector(new ElboModule(source));
    // end::folder[]
    return injector;
  }

  /** Returns an injector with a prior that no service file lists. */
  public static Injector withPrior(Class<? extends Prior> prior) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    // tag::own-prior[]
    Injector injector =
        Guice.createInjector(
            new ElboModule(loader),
            binder ->
                Multibinder.newSetBinder(binder, new TypeLiteral<Class<? extends Prior>>() {})
                    .addBinding()
                    .toInstance(prior));
    // end::own-prior[]
    return injector;
  }

  // tag::experiment[]
  /** Trains a small model on the synthetic data set and decomposes its ELBO. */
  public static Result run(
      Injector injector, String prior, Path newFolder, ExperimentListener listener)
      throws InterruptedException {
    ExperimentSpec spec =
        ExperimentSpec.create(
            Map.of(
                "data", "synthetic",
                "prior", prior,
                "encoder", "mlp:hidden-layers=1,hidden-units=32",
                "decoder", "mlp:hidden-layers=1,hidden-units=32",
                "epochs", "3",
                "threads", "2"));
    Experiment experiment = injector.getInstance(ExperimentResolver.class).resolve(spec);
    RunFolder folder = RunFolder.create(newFolder, experiment);
    return injector.getInstance(ExperimentRunner.class).run(experiment, folder, listener);
  }

  // end::experiment[]

  // tag::density[]
  /** Returns the density of a prior with its initial parameters, in d dimensions. */
  public static Distribution untrained(Prior prior, int d) {
    return UntrainedPrior.of(prior, d, RandomStream.of(1)).density();
  }

  /** Returns the density of the trained prior of a run. */
  public static Distribution trained(Injector injector, Path run) {
    RunFolder folder = RunFolder.open(run);
    Experiment experiment =
        injector.getInstance(ExperimentResolver.class).resolveBegun(folder.spec());
    return TrainedModel.of(experiment, folder).prior();
  }

  // end::density[]

  // tag::comparison[]
  /** Trains small models that differ only in the prior, and compares them. */
  public static Comparison compare(
      Injector injector, List<String> priors, Path newFolder, ComparisonListener listener)
      throws InterruptedException {
    ExperimentSpec spec =
        ExperimentSpec.create(
            Map.of(
                "data", "synthetic",
                "encoder", "mlp:hidden-layers=1,hidden-units=32",
                "decoder", "mlp:hidden-layers=1,hidden-units=32",
                "epochs", "2",
                "threads", "2"));
    List<Experiment> experiments =
        injector
            .getInstance(ExperimentResolver.class)
            .resolveEach(spec, priors.stream().map(PluginSpec::parse).toList());
    ComparisonFolder folder = ComparisonFolder.create(newFolder, experiments);
    return injector.getInstance(ComparisonRunner.class).run(experiments, folder, listener);
  }

  // end::comparison[]

  // tag::sweep[]
  /** Trains every combination of priors and latent sizes, two at a time. */
  public static List<CellStatus> sweep(Injector injector, Path folder, SweepListener listener)
      throws InterruptedException {
    SweepSpec spec =
        new SweepSpec(
                Map.of(
                    "data", List.of("synthetic"),
                    "limit", List.of("2000"),
                    "encoder", List.of("mlp:hidden-layers=1,hidden-units=32"),
                    "decoder", List.of("mlp:hidden-layers=1,hidden-units=32"),
                    "epochs", List.of("2"),
                    "threads", List.of("1")))
            .with("prior", List.of("gaussian", "gaussian:mean=learned"))
            .with("latent", List.of("1", "2"));
    Sweep sweep = injector.getInstance(SweepResolver.class).resolve(spec);
    return new SweepRunner(2).run(SweepFolder.of(folder, sweep), listener);
  }

  // end::sweep[]

  // tag::gap[]
  /** Fits a prior to the codes of a finished run; returns the share of the gap that it closes. */
  public static Optional<Estimate> gapClosed(
      Injector injector, Path run, String prior, TaskListener listener) {
    GapRequest request = GapRequest.of(List.of(PluginSpec.parse(prior)));
    RunGap gap =
        injector.getInstance(GapAnalysis.class).run(FinishedRun.read(run), request, listener);
    return gap.priors().stream()
        .filter(one -> one.kind() == PriorOnCodes.Kind.FITTED)
        .findFirst()
        .flatMap(fitted -> fitted.train().gapClosed());
  }

  // end::gap[]

  // tag::likelihood[]
  /** Bounds the likelihood of the test rows under two runs; returns the difference. */
  public static Estimate compareLikelihoods(
      Injector injector, Path first, Path second, LikelihoodListener listener) {
    LikelihoodOptions options = new LikelihoodOptions(100, Split.TEST, 0, 2); // 0: all rows
    List<LikelihoodJob> jobs =
        injector.getInstance(LikelihoodResolver.class).resolve(List.of(first, second), options);
    List<LikelihoodResult> results =
        injector.getInstance(LikelihoodRunner.class).run(jobs, listener);
    return results.get(1).minus(results.get(0));
  }

  // end::likelihood[]

  // tag::report[]
  /** Compares finished runs, and writes a page with figures and tables to a new folder. */
  public static Report report(Injector injector, List<Path> folders, Path newFolder) {
    Report report = Report.of(folders).with(Reference.HOFFMAN_JOHNSON);
    injector.getInstance(ReportWriter.class).write(report, newFolder, List.of(), TaskListener.NONE);
    return report;
  }

  // end::report[]

  // tag::export[]
  /** Writes a finished run for Python into a new folder; returns what could not be written. */
  public static List<String> export(Injector injector, Path run, Path newFolder) {
    RunExport export = injector.getInstance(Exporter.class).read(run, Optional.empty());
    return export.write(newFolder, new ExportOptions(1000, 1)); // samples of the prior, their seed
  }

  // end::export[]

  // tag::codes[]
  /** Decomposes the average KL of four posteriors with unit variances and means at (+-1, +-1). */
  public static Surgery decomposePosteriors() {
    float[] mean = {-1, -1, -1, 1, 1, -1, 1, 1}; // [N, d], row by row
    float[] logVariance = new float[8];
    Posteriors posteriors = new Posteriors(4, 2, mean, logVariance);
    Distribution prior = DiagonalGaussianMixture.standard(2);
    Budget budget = Budget.of(10_000, 2); // samples per data point, threads
    return new PosteriorSurgery()
        .operate(posteriors, prior, new ExactEstimator(), budget, RandomStream.of(1));
  }
  // end::codes[]
}
