package org.elbosurgery.framework.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.json.JsonObject;

/**
 * What {@code elbo gap} has left in a run folder: priors held against the codes of the encoder as
 * it is, and the standard Gaussian's marginal KL by moments.
 *
 * @param priors in their order
 * @param mean the part of the mean, in nats
 * @param variance the part of the variances
 * @param correlation the part of the correlations
 * @param negentropy what no Gaussian prior closes
 * @param totalCorrelation of the aggregate posterior
 * @param activeUnits how many latent dimensions are in use
 */
record KeptGap(
    List<FrozenPrior> priors,
    double mean,
    double variance,
    double correlation,
    Estimate negentropy,
    Estimate totalCorrelation,
    int activeUnits) {

  private static final String FILE = "gap.json";
  private static final String STANDARD = "standard";

  /** Priors of other kinds, such as the aggregate posterior itself, are not shown. */
  private static final Map<String, String> ORIGINS =
      Map.of(STANDARD, "as it is", "own", "as trained", "fitted", "fitted");

  /** The estimates rest on more samples than the file says; the reports count none. */
  private static final int SAMPLES = 1;

  /**
   * A prior beside the codes of one run.
   *
   * @param name what it is called beside the others
   * @param origin where its parameters are from, such as "fitted"
   * @param gaps by split; a split that the run has not is absent
   */
  record FrozenPrior(String name, String origin, Map<Split, FrozenGap> gaps) {}

  /**
   * How far a prior is from the aggregate posterior of one split.
   *
   * @param marginalKl in nats
   * @param closed the part of the standard Gaussian's marginal KL; empty where that is no gap
   */
  record FrozenGap(Estimate marginalKl, Optional<Estimate> closed) {}

  /**
   * Reads what was kept.
   *
   * @param run a run folder
   * @return empty where nothing was
   * @throws org.elbosurgery.api.ElboException USER if the file is damaged
   */
  static Optional<KeptGap> read(Path run) {
    Path file = run.resolve(FILE);
    return Files.exists(file) ? Optional.of(read(JsonObject.read(file))) : Optional.empty();
  }

  private static KeptGap read(JsonObject json) {
    JsonObject moments = json.object("moments");
    List<JsonObject> shown =
        json.objects("priors").stream()
            .filter(prior -> ORIGINS.containsKey(prior.text("kind")))
            .toList();
    PriorNames names = PriorNames.of(shown.stream().flatMap(KeptGap::spec).toList());
    List<FrozenPrior> priors = new ArrayList<>();
    for (JsonObject prior : shown) {
      String kind = prior.text("kind");
      String name =
          kind.equals(STANDARD)
              ? "standard Gaussian"
              : spec(prior).map(names::of).findFirst().orElse(kind);
      priors.add(new FrozenPrior(name, ORIGINS.get(kind), gaps(prior)));
    }
    return new KeptGap(
        List.copyOf(priors),
        moments.number("mean"),
        moments.number("variance"),
        moments.number("correlation"),
        estimate(moments.object("negentropy")),
        estimate(json.object("totalCorrelation")),
        json.integer("activeUnits", 0));
  }

  private static Stream<PluginSpec> spec(JsonObject prior) {
    boolean named = prior.has("prior") && !prior.text("kind").equals(STANDARD);
    return named ? Stream.of(PluginSpec.parse(prior.text("prior"))) : Stream.empty();
  }

  private static Map<Split, FrozenGap> gaps(JsonObject prior) {
    Map<Split, FrozenGap> gaps = new EnumMap<>(Split.class);
    gaps.put(Split.TRAIN, gap(prior.object(Split.TRAIN.label())));
    prior.optionalObject(Split.TEST.label()).ifPresent(test -> gaps.put(Split.TEST, gap(test)));
    return gaps;
  }

  private static FrozenGap gap(JsonObject json) {
    return new FrozenGap(
        estimate(json.object("marginalKl")),
        json.optionalObject("gapClosed").map(KeptGap::estimate));
  }

  private static Estimate estimate(JsonObject json) {
    double error = json.number("standardError");
    if (error < 0) {
      throw json.damaged("standardError", "at least 0");
    }
    return new Estimate(json.number("mean"), error, error == 0 ? 0 : SAMPLES);
  }
}
