package org.elbosurgery.framework.catalog;

import java.util.List;
import java.util.Set;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.option.NearestName;

/** The catalogs of all four kinds of plugin. */
public record Catalogs(
    Catalog<Prior> priors,
    Catalog<Encoder> encoders,
    Catalog<Decoder> decoders,
    Catalog<Estimator> estimators) {

  /**
   * Finds the plugins that ServiceLoader sees in a source.
   *
   * @throws ElboException PLUGIN if two of a kind have one name
   */
  public static Catalogs load(PluginSource source) {
    return new Catalogs(
        Catalog.load(Prior.class, source, Set.of()),
        Catalog.load(Encoder.class, source, Set.of()),
        Catalog.load(Decoder.class, source, Set.of()),
        Catalog.load(Estimator.class, source, Set.of()));
  }

  /** Returns the four in the order prior, encoder, decoder, estimator. */
  public List<Catalog<?>> all() {
    return List.of(priors, encoders, decoders, estimators);
  }

  /**
   * Returns the catalog of a kind.
   *
   * @param kind in a word, such as "prior"
   * @throws ElboException USER if there is no such kind, with the known kinds
   */
  public Catalog<?> of(String kind) {
    List<String> known = all().stream().map(Catalog::kind).toList();
    return all().stream()
        .filter(catalog -> catalog.kind().equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                ElboException.user(
                    "unknown kind of plugin " + kind + "; " + NearestName.advice(kind, known)));
  }

  /**
   * Checks that the plugin named by an option exists and accepts its options.
   *
   * @param option such as {@code prior}; options that do not name a plugin are not checked
   * @param value such as {@code mixture:components=5}, in the syntax of {@link PluginSpec#parse}
   * @throws ElboException USER if the plugin or an option is wrong, with one sentence for each
   *     problem
   */
  public void require(String option, String value) {
    all().stream()
        .filter(catalog -> catalog.kind().equals(option))
        .forEach(catalog -> catalog.create(PluginSpec.parse(value)));
  }

  /** Returns a sentence for each plugin that was found but cannot be used. */
  public List<String> problems() {
    return all().stream().flatMap(catalog -> catalog.problems().stream()).distinct().toList();
  }

  /**
   * Returns these catalogs if every plugin that was found can be used.
   *
   * @throws ElboException PLUGIN if some cannot be used, naming all of them
   */
  public Catalogs requireComplete() {
    if (!problems().isEmpty()) {
      throw ElboException.plugin(String.join("\n", problems()), null);
    }
    return this;
  }
}
