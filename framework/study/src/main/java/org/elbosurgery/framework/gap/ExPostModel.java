package org.elbosurgery.framework.gap;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.elbosurgery.api.ClosedFormFit;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.gap.PriorOnCodes.Kind;
import org.elbosurgery.framework.graph.CodeGradients;
import org.elbosurgery.framework.graph.EvaluationGraph;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.npy.NpyContent;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.training.ParameterArrays;

/**
 * A run's model with a prior that {@code elbo gap} fitted to its codes in place of its own, an
 * ex-post prior; encoder and decoder are as trained. The ELBO of these codes changes by exactly the
 * marginal KL of the one prior minus that of the other.
 *
 * @param experiment the run's experiment with the fitted prior
 * @param parameters of encoder and decoder as trained, and of the prior as fitted
 * @param random the stream that the fitted prior was bound with
 * @param fitSha256 the digest of the fitted parameters, in 64 lower-case hexadecimal digits
 */
public record ExPostModel(
    Experiment experiment, Parameters parameters, RandomStream random, String fitSha256) {

  private static final String OWN = "prior/";

  /**
   * Finds a fit in the folder of a run, without changing anything.
   *
   * @param run the run
   * @param trained its model
   * @param resolver finds the plugin of the prior
   * @param name the name of a prior that was fitted, or its name and options as in {@code gap.json}
   * @throws ElboException USER if there is no such fit, or several, or a file is damaged; PLUGIN if
   *     the prior fails
   */
  public static ExPostModel of(
      FinishedRun run, TrainedModel trained, ExperimentResolver resolver, String name) {
    PluginSpec spec = fitted(run, name);
    Experiment experiment = resolver.withPriors(trained.experiment(), List.of(spec)).get(0);
    RandomStream random = trained.experiment().random().named("gap").named("fit");
    Problems unreadable = Problems.user();
    Optional<FitFile.Stored> kept = kept(run, spec, unreadable);
    PriorToFit prior = PriorToFit.of(experiment, trained.parameters(), Map.of());
    FitStart start = FitStart.of(prior, random, kept.map(FitFile.Stored::start).orElse(0));
    PriorGraph graph = start.graph(experiment.spec().run().threads());
    Parameters fit =
        kept.map(FitFile.Stored::parameters)
            .filter(parameters -> parameters.areLike(graph.parameters()))
            .or(() -> closedForm(run, graph))
            .orElseThrow(() -> missing(run, spec, unreadable));
    Parameters constants = graph.parameters();
    return new ExPostModel(
        experiment, merged(trained.parameters(), fit, constants), start.random(), sha256(fit));
  }

  private static PluginSpec fitted(FinishedRun run, String name) {
    List<PluginSpec> fitted =
        GapJson.read(run.path()).stream()
            .flatMap(gap -> gap.priors().stream())
            .filter(prior -> prior.kind() == Kind.FITTED)
            .flatMap(prior -> prior.prior().stream())
            .toList();
    List<PluginSpec> named =
        fitted.stream()
            .filter(spec -> spec.name().equals(name) || spec.toString().equals(name))
            .toList();
    if (named.size() != 1) {
      String have =
          fitted.isEmpty()
              ? "no prior was fitted to the codes of " + run.path()
              : "the priors fitted to the codes of %s are %s"
                  .formatted(
                      run.path(),
                      fitted.stream().map(Object::toString).collect(Collectors.joining("; ")));
      throw ElboException.user(
          named.isEmpty()
              ? "%s, not %s; call elbo gap %s --prior %s first"
                  .formatted(have, name, run.path(), name)
              : have + "; name one of them with its options");
    }
    return named.get(0);
  }

  /**
   * Returns the fit whose result is in {@code gap.json}; empty if its file is not there, or among
   * those that cannot be read, which may be of other options or an earlier build.
   */
  private static Optional<FitFile.Stored> kept(
      FinishedRun run, PluginSpec spec, Problems unreadable) {
    CheckedFolder files = run.folder().files();
    double crossEntropy = bestCrossEntropy(run, spec);
    return files.names().stream()
        .filter(file -> file.matches("fit-" + spec.name() + "-[0-9a-f]+\\.npz"))
        .flatMap(file -> unreadable.attempt(() -> files.findUnlessDeleted(file)).stream())
        .flatMap(Optional::stream)
        .flatMap(file -> unreadable.attempt(() -> FitFile.read(file)).stream())
        .filter(fit -> fit.course().bestCrossEntropy() == crossEntropy)
        .findFirst();
  }

  private static double bestCrossEntropy(FinishedRun run, PluginSpec spec) {
    Path file = run.folder().files().require(GapAnalysis.FILE);
    return JsonObject.read(file).objects("priors").stream()
        .filter(prior -> prior.text("kind").equals(Kind.FITTED.label()))
        .filter(prior -> prior.text("prior").equals(spec.toString()))
        .map(prior -> prior.object("fit").number("bestCrossEntropy"))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Parameters> closedForm(FinishedRun run, PriorGraph graph) {
    return graph.prior() instanceof ClosedFormFit
        ? run.posteriors(Split.TRAIN)
            .flatMap(codes -> KnownParameters.closedForm(graph, AggregateMoments.of(codes)))
        : Optional.empty();
  }

  private static ElboException missing(FinishedRun run, PluginSpec spec, Problems unreadable) {
    unreadable.requireNone();
    return ElboException.user(
        "the fit of %s to the codes of %s is not there any more; call elbo gap %s --prior %s again"
            .formatted(spec.name(), run.path(), run.path(), spec));
  }

  /** Replaces everything of the prior. */
  private static Parameters merged(Parameters trained, Parameters fit, Parameters declared) {
    return new Parameters(
        replaced(trained.arrays(), fit.arrays()),
        replaced(trained.constants(), declared.constants()),
        replaced(trained.states(), fit.states()));
  }

  private static <T> Map<String, T> replaced(Map<String, T> trained, Map<String, T> others) {
    Map<String, T> all = new LinkedHashMap<>(trained);
    all.keySet().removeIf(name -> name.startsWith(OWN));
    others.forEach(
        (name, value) -> {
          if (name.startsWith(OWN)) {
            all.put(name, value);
          }
        });
    return all;
  }

  private static String sha256(Parameters fit) {
    Map<String, NpyContent> arrays = new LinkedHashMap<>();
    ParameterArrays.put(arrays, "parameters/", fit.arrays());
    ParameterArrays.put(arrays, "states/", fit.states());
    return Sha256.of(Npz.content(arrays));
  }

  /** Returns a graph of the model with a copy of the parameters. */
  public EvaluationGraph graph() {
    return new EvaluationGraph(
        experiment.model(),
        parameters,
        experiment.trainingRows().fitted(),
        random,
        experiment.spec().run().execution());
  }

  /** Returns the model's log-densities with their gradients, with a copy of the parameters. */
  public CodeGradients gradients() {
    return new CodeGradients(
        experiment.model(),
        parameters,
        experiment.trainingRows().fitted(),
        random,
        experiment.spec().run().execution());
  }
}
