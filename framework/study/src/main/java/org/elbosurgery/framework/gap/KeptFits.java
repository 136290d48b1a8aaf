package org.elbosurgery.framework.gap;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.gap.FittedPrior.End;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.version.Versions;

/**
 * The fits to the codes of a run, so that an analysis that is broken off or asked for more makes
 * none twice: {@code fit-PRIOR-KEY.npz} in the run's folder. The key is a digest of all that a fit
 * depends on, to the last bit.
 *
 * @param job whose fits they are
 */
record KeptFits(GapJob job) {

  private static final OptionSet<FitOptions> OPTIONS = OptionSet.of(FitOptions.class);
  private static final int KEY_DIGITS = 8;

  /**
   * Reads a fit.
   *
   * @param candidate the run's experiment with the prior that was fitted
   * @param graph of the prior as it starts; gets the parameters of the fit if there is one
   * @param execution who executes the graph
   * @param random that of the fit
   * @return empty if it was not made, or the prior with these parameters is another than it was
   *     then, as after a change of a plugin: its held-out cross-entropy tells
   * @throws ElboException USER if the file is damaged
   */
  Optional<FittedPrior> find(
      Experiment candidate, PriorGraph graph, Execution execution, RandomStream random) {
    Optional<Path> file = files().findUnlessDeleted(name(candidate));
    if (file.isEmpty()) {
      return Optional.empty();
    }
    FitFile.Stored fit = FitFile.read(file.get());
    if (!fit.parameters().areLike(graph.parameters())) {
      throw FitFile.damaged(file.get());
    }
    Parameters initial = graph.parameters().copy();
    graph.restore(fit.parameters());
    double crossEntropy =
        PriorFit.heldOutCrossEntropy(graph, job.train(), job.request().fit(), execution, random);
    if (crossEntropy != fit.bestCrossEntropy()) {
      graph.restore(initial);
      return Optional.empty();
    }
    return Optional.of(
        new FittedPrior(
            graph.density(),
            fit.parameters(),
            fit.steps(),
            fit.bestStep(),
            fit.initialCrossEntropy(),
            fit.bestCrossEntropy(),
            fit.end()));
  }

  /**
   * Writes a fit; one in closed form is made again as fast as it is read, and is not kept.
   *
   * @param candidate the run's experiment with the prior that was fitted
   */
  void keep(Experiment candidate, FittedPrior fit) {
    if (fit.end() != End.CLOSED_FORM) {
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
