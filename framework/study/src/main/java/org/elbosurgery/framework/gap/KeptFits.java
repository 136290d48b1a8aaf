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
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.gap.FitCourse.End;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.option.OptionSet;

/**
 * The fits to codes, kept as {@code fit-PRIOR-KEY.npz} in the folder of the codes, so that an
 * analysis that is interrupted or extended makes none twice. The key is a digest of everything that
 * affects a fit, to the last bit.
 *
 * @param codes the codes
 * @param request what to compute
 */
record KeptFits(FrozenCodes codes, GapRequest request) {

  private static final OptionSet<FitOptions> OPTIONS = OptionSet.of(FitOptions.class);
  private static final int KEY_DIGITS = 8;

  /**
   * Reads a fit.
   *
   * @param prior the prior that was fitted
   * @param random the stream of the fit
   * @return the fit; empty if it was not made, or if the held-out cross-entropy shows that the
   *     prior with these parameters has changed since, for example because its plugin has
   * @throws ElboException USER if the file is damaged
   */
  Optional<BestFit> find(PriorToFit prior, RandomStream random) {
    Optional<Path> file = files().findUnlessDeleted(name(prior));
    if (file.isEmpty()) {
      return Optional.empty();
    }
    FitFile.Stored fit = FitFile.read(file.get());
    PriorGraph graph = FitStart.of(prior, random, fit.start()).graph(request.options().threads());
    if (!fit.parameters().areLike(graph.parameters())) {
      throw FitFile.damaged(file.get());
    }
    graph.restore(fit.parameters());
    double crossEntropy = PriorFit.heldOutCrossEntropy(graph, codes.train(), random);
    if (crossEntropy != fit.course().bestCrossEntropy()) {
      return Optional.empty();
    }
    FittedPrior best = new FittedPrior(graph.density(), fit.parameters(), fit.course());
    return Optional.of(new BestFit(best, fit.start(), starts(prior, random, fit.ends())));
  }

  private static List<BestFit.Start> starts(
      PriorToFit prior, RandomStream random, List<OptionalDouble> ends) {
    return IntStream.range(0, ends.size())
        .mapToObj(
            number ->
                new BestFit.Start(FitStart.of(prior, random, number).name(), ends.get(number)))
        .toList();
  }

  /**
   * Writes a fit; one in closed form is not kept, because it is computed as fast as it would be
   * read.
   *
   * @param prior the prior that was fitted
   */
  void keep(PriorToFit prior, BestFit fit) {
    if (fit.prior().course().end() != End.CLOSED_FORM) {
      files().write(name(prior), FitFile.content(fit));
    }
  }

  private CheckedFolder files() {
    return codes.files();
  }

  private String name(PriorToFit prior) {
    return "fit-" + prior.spec().name() + "-" + key(prior) + ".npz";
  }

  private String key(PriorToFit prior) {
    Map<String, Object> identity = new LinkedHashMap<>(prior.identity());
    identity.put("fit", OPTIONS.values(request.fit()));
    identity.put("threads", request.options().threads());
    return Sha256.of(Json.content(identity)).substring(0, KEY_DIGITS);
  }
}
