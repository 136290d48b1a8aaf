package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.ForgedFiles;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.json.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The file of a gap analysis")
final class GapJsonTest {

  @TempDir private Path folder;

  @Test
  @DisplayName("is read as it was written: every prior, moment and error; exact stays exact")
  void isReadAsWritten() throws InterruptedException, IOException {
    Path run = folder.resolve("run");
    SmallExperiments.run(SmallExperiments.with(), run);
    assertThat(GapJson.read(run)).isEmpty();
    RunGap written =
        SmallExperiments.INJECTOR
            .getInstance(GapAnalysis.class)
            .run(
                FinishedRun.read(run),
                new GapRequest(
                    List.of(PluginSpec.parse("shifted")),
                    new FitOptions(12, 50, 0.03, 2, 1),
                    new GapOptions(2, 1),
                    false),
                TaskListener.NONE);

    KeptGap read = GapJson.read(run).orElseThrow();

    assertThat(read.priors())
        .extracting(PriorOnCodes::kind)
        .isEqualTo(written.priors().stream().map(PriorOnCodes::kind).toList());
    for (int k = 0; k < read.priors().size(); k++) {
      PriorOnCodes prior = read.priors().get(k);
      PriorOnCodes then = written.priors().get(k);
      assertThat(prior.prior()).isEqualTo(then.prior());
      assertThat(prior.build()).isEqualTo(then.build());
      assertThat(prior.build().isPresent()).as("a plugin").isEqualTo(prior.prior().isPresent());
      assertSame(prior.train(), then.train());
      assertSame(prior.test().orElseThrow(), then.test().orElseThrow());
    }
    assertThat(read.priors().get(0).train().gapClosed()).contains(Estimate.exact(0));
    assertThat(read.moments().mean()).isEqualTo(written.moments().mean());
    assertThat(read.moments().variance()).isEqualTo(written.moments().variance());
    assertThat(read.moments().correlation()).isEqualTo(written.moments().correlation());
    assertSame(read.moments().negentropy(), written.moments().negentropy());
    assertSame(read.dimensions().totalCorrelation(), written.dimensions().totalCorrelation());
    assertThat(read.plugins()).isEqualTo(written.origin().plugins());
    assertThat(read.plugins().sha256()).containsOnlyKeys(PluginBuilds.MODEL);
    assertThat(read.dimensions().dimensions()).isEqualTo(written.dimensions().dimensions());

    assertRefused(run, written.priors().get(0).train(), "its parts add up to");
    for (PriorOnCodes prior : written.priors().subList(1, written.priors().size())) {
      assertRefused(run, prior.train(), "the gap closed by the prior " + prior.kind().label());
    }
  }

  /** Of a marginal KL that was edited, and whose digest was made to fit. */
  private static void assertRefused(Path run, PriorGap edited, String part) throws IOException {
    Path file = run.resolve("gap.json");
    String whole = Files.readString(file);
    String mean = "\"mean\" : " + edited.marginalKl().mean();
    ForgedFiles.write(run, "gap.json", whole.replace(mean, "\"mean\" : 9.87"));
    assertThatThrownBy(() -> GapJson.read(run))
        .isInstanceOf(ElboException.class)
        .hasMessageContainingAll(file + " contradicts itself: ", part);
    ForgedFiles.write(run, "gap.json", whole);
  }

  private static void assertSame(PriorGap read, PriorGap written) {
    assertSame(read.marginalKl(), written.marginalKl());
    assertSame(read.crossEntropy(), written.crossEntropy());
    assertThat(read.gapClosed().isPresent()).isEqualTo(written.gapClosed().isPresent());
    written.gapClosed().ifPresent(then -> assertSame(read.gapClosed().orElseThrow(), then));
    assertThat(read.trainAggregateGain().isPresent())
        .isEqualTo(written.trainAggregateGain().isPresent());
    written
        .trainAggregateGain()
        .ifPresent(then -> assertSame(read.trainAggregateGain().orElseThrow(), then));
  }

  private static void assertSame(Estimate read, Estimate written) {
    assertThat(read.mean()).isEqualTo(written.mean());
    assertThat(read.standardError()).isEqualTo(written.standardError());
    assertThat(read.isExact()).isEqualTo(written.isExact());
  }

  /** The text is that of the program before reading and writing had one type. */
  @Test
  @DisplayName("has members of these names in this order")
  void isWrittenSo() {
    Estimate kl = new Estimate(0.5, 0.25, 8);
    PriorGap train = new PriorGap(kl, Optional.of(kl), kl, Optional.empty());
    PriorGap test = new PriorGap(kl, Optional.empty(), kl, Optional.of(kl));
    PriorOnCodes own =
        new PriorOnCodes(
            PriorOnCodes.Kind.OWN,
            Optional.of(PluginSpec.parse("shifted")),
            Optional.of("ab"),
            train.ofStandard(),
            Optional.of(test),
            Optional.of(new DensityCheck(Optional.of(kl), Optional.of(0.5))));
    RunGap gap =
        new RunGap(
            new GapOrigin.OfRun(
                SmallExperiments.with().spec(), "cd", Optional.empty(), PluginBuilds.UNKNOWN),
            GapRequest.of(List.of()),
            new RunGap.SplitGap(1, kl),
            Optional.empty(),
            List.of(own),
            Map.of(),
            List.of(),
            new MomentSplit(1, 2, 3, kl),
            new DimensionSplit(kl, List.of()),
            List.of());
    Map<String, Object> written = GapJson.of(gap);
    assertThat(written.keySet())
        .containsExactly(
            "d",
            "train",
            "priors",
            "moments",
            "totalCorrelation",
            "dimensionWiseKl",
            "activeUnits",
            "dimensionsInUse",
            "dimensions",
            "provenance");
    String sampled = "{\"mean\":0.5,\"standardError\":0.25}";
    String chosen = "{\"mean\":0.5,\"populationError\":0.25}";
    assertThat(Json.text(written.get("priors")).replaceAll("\\s", ""))
        .isEqualTo(
            ("[{'kind':'own','prior':'shifted','build':'ab','train':{'marginalKl':%1$s,"
                    + "'gapClosed':{'mean':0.0,'standardError':0.0,'exact':true},"
                    + "'crossEntropy':%2$s},'test':{'marginalKl':%1$s,'crossEntropy':%2$s,"
                    + "'trainAggregateGain':%2$s},"
                    + "'density':{'logNormalizer':%1$s,'samplesProbability':0.5}}]")
                .replace('\'', '"')
                .formatted(sampled, chosen));
    assertThat(Json.text(written.get("moments")).replaceAll("\\s", ""))
        .isEqualTo(
            "{'mean':1.0,'variance':2.0,'correlation':3.0,'negentropy':%s}"
                .replace('\'', '"')
                .formatted(sampled));
  }

  @Test
  @DisplayName("that is damaged is refused, with the member that is wrong")
  void namesWhatIsDamaged() {
    Path file = folder.resolve("gap.json");
    CheckedFolder.create(folder);
    ForgedFiles.write(folder, "gap.json", "{\"moments\": {}, \"priors\": [{\"kind\": \"best\"}]}");

    assertThatThrownBy(() -> GapJson.read(folder))
        .isInstanceOf(ElboException.class)
        .hasMessage(file + " is damaged: priors.0.kind is not a kind of prior");
  }
}
