package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.gap.KeptGaps;
import org.elbosurgery.framework.likelihood.KeptLikelihoods;
import org.elbosurgery.framework.table.TableFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A report")
final class ReportWarningsTest {

  private static final String FIRST = "a".repeat(64);
  private static final String SECOND = "b".repeat(64);

  @TempDir private Path folder;
  private MadeUpReport made;

  @BeforeEach
  void makeReport() {
    made = new MadeUpReport(folder);
  }

  /** Standard errors are 0.25 of the fitted prior and 0.125 of the other: 8 and 16 in 2. */
  @Test
  @DisplayName("warns of marginal KLs below 0, of those trained with and of those fitted")
  void warnsOfTheImpossible() {
    Path gaussian = made.run("a1", "gaussian", 1, 0, 1, 3, 2, 2);
    KeptGaps.write(gaussian, 0.5, 0.25);
    assertThat(made.report().warnings()).isEmpty();

    Path vamp = made.run("b1", "vamp", 1, 0.5, -3, -1, -2, -2);
    KeptGaps.write(gaussian, -2, 0.25);

    assertThat(made.report().warnings())
        .anyMatch(
            line ->
                line.startsWith(gaussian + ": train: marginal KL of fitted prior mixture:")
                    && line.contains("-2.00 +- 0.25 is 8 standard errors below 0"))
        .anyMatch(
            line ->
                line.startsWith(vamp + ": train: marginal KL -2.00")
                    && line.contains("16 standard errors below 0"));
  }

  /** Leaves a run of given builds of its prior, and of all that a run has. */
  private Path built(String name, int seed, String build) {
    PluginBuilds builds = new PluginBuilds(Map.of("prior", build, "estimator", "e".repeat(64)));
    return MadeUpRuns.write(
        folder.resolve(name), MadeUpRuns.options("vamp", 2, seed), builds, 0.5, 1, 1, 0, 2);
  }

  @Test
  @DisplayName(
      "warns of runs by several builds of a plugin, and says where each build's numbers are")
  void warnsOfRuns() {
    Path run = built("a1", 1, FIRST);
    Path other = built("a2", 2, FIRST);
    assertThat(made.report().warnings()).as("of one build").isEmpty();

    Path later = built("a3", 3, SECOND);
    assertThat(made.report().warnings())
        .containsExactly(
            ("prior vamp has several builds, which may compute different numbers: aaaaaaaa in %s,"
                    + " %s; bbbbbbbb in %s")
                .formatted(run, other, later));
  }

  @Test
  @DisplayName("warns once of plugins whose builds have the same places")
  void warnsOnceOfOneJar() {
    Path run = networks("a1", 1, FIRST);
    Path later = networks("a2", 2, SECOND);
    assertThat(made.report().warnings())
        .containsExactly(
            ("encoder mlp and decoder mlp have several builds, which may compute different"
                    + " numbers: aaaaaaaa in %s; bbbbbbbb in %s")
                .formatted(run, later));
  }

  private Path networks(String name, int seed, String build) {
    Map<String, String> builds = new LinkedHashMap<>();
    builds.put("encoder", build);
    builds.put("decoder", build);
    return MadeUpRuns.write(
        folder.resolve(name),
        MadeUpRuns.options("vamp", 2, seed),
        new PluginBuilds(builds),
        0.5,
        1,
        1,
        0,
        2);
  }

  @Test
  @DisplayName("warns of bounds by another build than the run's")
  void warnsOfBounds() {
    Path run = built("a1", 1, FIRST);
    Path other = built("a2", 2, FIRST);
    KeptLikelihoods.write(other, new PluginBuilds(Map.of("prior", FIRST)), 0.25, -14, -16);
    assertThat(made.report().warnings()).as("of one build").isEmpty();

    KeptLikelihoods.write(run, new PluginBuilds(Map.of("prior", SECOND)), 0.25, -14, -16);
    assertThat(made.report().warnings())
        .singleElement()
        .asString()
        .contains("aaaaaaaa in " + run + ", ")
        .endsWith("; bbbbbbbb in " + run.resolve("likelihood-test-500.json"));
  }

  @Test
  @DisplayName("warns of gap analyses and fits by another build than the run's")
  void warnsOfGaps() {
    Path run = built("a1", 1, FIRST);
    String warning = "; bbbbbbbb in " + run.resolve("gap.json");
    KeptGaps.writeWithBuild(run, "vamp", FIRST, FIRST);
    assertThat(made.report().warnings()).as("of one build").isEmpty();

    KeptGaps.writeWithBuild(run, "vamp", SECOND, FIRST);
    assertThat(made.report().warnings()).singleElement().asString().endsWith(warning);
    KeptGaps.writeWithBuild(run, "vamp", FIRST, SECOND);
    assertThat(made.report().warnings()).singleElement().asString().endsWith(warning);
    KeptGaps.writeWithBuild(run, "mixture", FIRST, SECOND);
    assertThat(made.report().warnings()).as("another prior").isEmpty();
  }

  @Test
  @DisplayName(
      "has its warnings below text and Markdown, in JSON, in LaTeX as comments, not in CSV")
  void hasWarningsInEveryFormat() {
    made.run("a\n1", "gaussian", 1, 0, -3, -1, -2, -2);
    String sentence = made.report().warnings().get(0);
    assertThat(sentence).contains("16 standard errors below 0");
    String line = sentence.replace('\n', ' ');

    assertThat(made.lines(TableFormat.TEXT)).containsOnlyOnce("warning: " + line);
    assertThat(made.report().text(TableFormat.JSON)).contains("\"warnings\" : [ \"" + line);
    assertThat(made.lines(TableFormat.MARKDOWN))
        .anyMatch(each -> each.startsWith("**Warning:** ") && each.contains("16 standard errors"));
    assertThat(made.lines(TableFormat.LATEX)).element(1).isEqualTo("% warning: " + line);
    assertThat(made.report().text(TableFormat.CSV)).doesNotContain("16 standard errors");
  }
}
