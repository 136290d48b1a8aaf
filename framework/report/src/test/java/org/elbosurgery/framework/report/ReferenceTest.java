package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.report.runs.Reference;
import org.elbosurgery.framework.table.TableFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A report with published rows")
final class ReferenceTest {

  @TempDir private Path folder;
  private MadeUpReport made;

  @BeforeEach
  void makeReport() {
    made = new MadeUpReport(folder);
  }

  @Test
  @DisplayName("has published rows beside its own, as printed, under their author's name")
  void hasPublishedRows() {
    made.run("a", "gaussian", 1, 0, 1, 3, 2, 2);

    Report report = made.report().with(Reference.HOFFMAN_JOHNSON);

    assertThat(report.text(TableFormat.CSV).lines())
        .anyMatch(
            line ->
                line.startsWith("Hoffman & Johnson,2,train,60000,,,,7.20,,0.21,,,,,7.41,,-129.63"));
  }

  @Test
  @DisplayName("warns where the published rows are of other data, other N or other latent sizes")
  void warnsOfReference() {
    made.run("a", "gaussian", 1, 0, 1, 3, 2, 2);
    MadeUpRuns.write(folder.resolve("b"), MadeUpRuns.options("gaussian", 3, 1), 0, 1, 3, 2, 2);
    Report report = made.report();

    assertThat(report.referenceWarnings()).isEmpty();
    assertThat(report.with(Reference.HOFFMAN_JOHNSON).referenceWarnings())
        .containsExactly(
            "Hoffman & Johnson 2016 is of binarized MNIST, N = 60000, and is not a baseline for"
                + " runs of synthetic, N = 4",
            "Hoffman & Johnson 2016 has no row of d = 3; it has d = 2, 10, 20");
    assertThat(report.with(Reference.HOFFMAN_JOHNSON).text(TableFormat.MARKDOWN))
        .contains("and is not a baseline for runs of synthetic, N = 4.");
  }
}
