package org.elbosurgery.framework.gap;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.gap.FitCourse.End;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.version.Versions;

/**
 * The fits to the codes of a run, kept as {@code fit-PRIOR-KEY.npz} in the run's folder, so that an
 * analysis that is interrupted or extended makes none twice. The key is a digest of everything that
 * affects a fit, to the last bit.
 *
 * @param job the analysis
 */
record KeptFits(GapJob job) {

  private static final OptionSet<FitOptions> OPTIONS = OptionSet.of(FitOptions.class);
  private static final int KEY_DIGITS = 8;

  /**
   * Reads a fit.
   *
   * @param candidate the run's experiment with the prior that was fitted
   * @param random the stream of the fit
   * @return the fit; empty if it was not made, or if the held-out cross-entropy shows that the
   *     prior with these parameters has changed since, for example because its plugin has
   * @throws ElboException USER if the file is damaged
   */
  Optional<BestFit> find(Experiment candidate, RandomStream random) {
    Optional<Path> file = files().findUnlessDeleted(name(candidate));
    if (file.isEmpty()) {
      return Optional.empty();
    }
    FitFile.Stored fit = FitFile.read(file.get());
    PriorGraph graph =
        FitStart.of(candidate, random, fit.start())
            .graph(job.model().parameters(), job.execution());
    if (!fit.parameters().areLike(graph.parameters())) {
      throw FitFile.damaged(file.get());
    }
    graph.restore(fit.parameters());
    double crossEntropy = PriorFit.heldOutCrossEntropy(graph, job.train(), random);
    if (crossEntropy != fit.course().bestCrossEntropy()) {
      return Optional.empty();
    }
    FittedPrior prior = new FittedPrior(graph.density(), fit.parameters(), fit.course());
    return Optional.of(new BestFit(prior, fit.start(), starts(candidate, random, fit.ends())));
  }

  private static List<BestFit.Start> starts(
      Experiment candidate, RandomStream random, List<OptionalDouble> ends) {
    return IntStream.range(0, ends.size())
        .mapToObj(
            number ->
                new BestFit.Start(FitStart.of(candidate, random, number).name(), ends.get(number)))
        .toList();
  }

  /**
   * Writes a fit; one in closed form is not kept, because it is computed as fast as it would be
   * read.
   *
   * @param candidate the run's experiment with the prior that was fitted
   */
  void keep(Experiment candidate, BestFit fit) {
    if (fit.prior().course().end() != End.CLOSED_FORM) {
      files().write(name(candidate), FitFile.content(fit));
    }
  }

  private CheckedFolder files() {
    return job.run().folder().files();
  }

  private String name(Experiment candidate) {
    String prior = candidate.spec().model().prior().name();
    return "fit-" + prior + "-" + key(candidate) + ".npz";
  }

  private String key(Experiment candidate) {
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("versions", Versions.current());
    identity.put("run", candidate.spec().values());
    identity.put("dataSha256", job.run().dataSha256());
    identity.put("checkpoint", job.run().folder().checkpoints().newestSha256().orElseThrow());
    PluginBuilds.of(candidate.model()).writeTo(identity);
    identity.put("fit", OPTIONS.values(job.request().fit()));
    identity.put("threads", job.request().options().threads());
    return Sha256.of(Json.content(identity)).substring(0, KEY_DIGITS);
  }
}
