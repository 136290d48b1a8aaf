package org.elbosurgery.framework.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.ForgedFiles;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.SmallExperiments;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.gap.KeptGap.KeptPrior;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The file of a gap analysis")
final class GapJsonTest {

  @TempDir private Path folder;

  @Test
  @DisplayName("is read as it was written: every prior, moment and error; exact stays exact")
  void isReadAsWritten() throws InterruptedException {
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
                    new FitOptions(12, 50, 0.03, 2),
                    new GapOptions(2, 1),
                    false),
                GapListener.NONE);

    KeptGap read = GapJson.read(run).orElseThrow();

    assertThat(read.priors())
        .extracting(KeptPrior::kind)
        .isEqualTo(written.priors().stream().map(GapPrior::kind).toList());
    for (int k = 0; k < read.priors().size(); k++) {
      KeptPrior prior = read.priors().get(k);
      GapPrior then = written.priors().get(k);
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
    assertSame(read.totalCorrelation(), written.dimensions().totalCorrelation());
    assertThat(read.plugins()).isEqualTo(written.plugins());
    assertThat(read.plugins().sha256()).containsOnlyKeys(PluginBuilds.MODEL);
    assertThat(read.activeUnits()).isEqualTo(written.dimensions().activeUnits());
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
