package org.elbosurgery.framework.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.InformationBound;
import org.elbosurgery.framework.experiment.EstimatorsOptions;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.ForgedFiles;
import org.elbosurgery.framework.experiment.MadeUpRuns;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.export.ResultsExport;
import org.elbosurgery.framework.file.FolderLock;
import org.elbosurgery.framework.surgery.EstimatorComparison.Row;
import org.elbosurgery.framework.verification.VerifiedFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Comparisons of estimators in the folder of a run")
final class EstimatorsFileTest {

  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void makeRun() {
    run =
        MadeUpRuns.write(
            folder.resolve("run"), MadeUpRuns.options("gaussian", 2, 1), 0, 1, 3, 2, 2);
  }

  private static List<Row> others(Path path) {
    KeptComparison kept = kept(path);
    assertThat(kept.split()).isEqualTo(Split.TRAIN);
    assertThat(kept.comparison().refusals()).containsExactly("grid: no");
    return kept.comparison().others();
  }

  private static KeptComparison kept(Path path) {
    List<KeptComparison> all = EstimatorsFile.read(FinishedRun.read(path));
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Test
  @DisplayName("are read as they were kept, from the run and from its results alone")
  void roundTrip() {
    assertThat(EstimatorsFile.read(FinishedRun.read(run))).isEmpty();
    KeptComparisons.write(run, 1, 2, "knn", 3.5);
    ResultsExport.write(run, folder.resolve("alone"));
    for (Path path : List.of(run, folder.resolve("alone"))) {
      Row knn = others(path).get(0);
      assertThat(knn.estimator()).isEqualTo("knn");
      assertThat(knn.seconds()).isEqualTo(1.5);
      assertThat(knn.terms().bound()).isEqualTo(InformationBound.LOWER);
      assertThat(knn.terms().averageKl().isExact()).isTrue();
      assertThat(knn.terms().marginalKl().standardError()).isEqualTo(0.125);
      assertThat(knn.marginalKlAbove(kept(path).comparison().exact()).mean()).isEqualTo(1.5);
      assertThat(VerifiedFolder.in(path)).allMatch(each -> each.problems().isEmpty());
    }
  }

  @Test
  @DisplayName("are joined if they are of the same seed; a repeated estimator has its newest terms")
  void joined() {
    KeptComparisons.write(run, 1, 2, "knn", 3.5);
    KeptComparisons.write(run, 1, 2, "minibatch", 4);
    KeptComparisons.write(run, 1, 2, "knn", 3);
    assertThat(others(run)).extracting(Row::estimator).containsExactly("knn", "minibatch");
    assertThat(others(run))
        .extracting(row -> row.terms().marginalKl().mean())
        .containsExactly(3.0, 4.0);
    KeptComparisons.write(run, 2, 2, "minibatch", 5);
    assertThat(others(run)).extracting(Row::estimator).containsExactly("minibatch");
  }

  @Test
  @DisplayName("of other codes are refused by a reader and by verify, with what to do")
  void ofOtherCodes() throws IOException {
    KeptComparisons.write(run, 1, 2, "knn", 3.5);
    String sha256 = FinishedRun.read(run).codesSha256(Split.TRAIN);
    ForgedFiles.replace(run, "estimators-train.json", sha256, "0".repeat(64));
    String problem =
        run.resolve("estimators-train.json")
            + " is of other codes than those of the run; delete it and call elbo estimators again";
    FinishedRun finished = FinishedRun.read(run);
    assertThatThrownBy(() -> EstimatorsFile.read(finished))
        .isInstanceOf(ElboException.class)
        .hasMessage(problem);
    assertThat(VerifiedFolder.in(run).get(0).problems()).containsExactly(problem);
  }

  @Test
  @DisplayName("are not computed where another command has the folder, and cannot be kept")
  void inUse() {
    FolderLock lock = FolderLock.of(run);
    try {
      assertThatThrownBy(
              () ->
                  EstimatorsFile.keep(
                      FinishedRun.read(run),
                      new EstimatorsOptions(Split.TRAIN, 2, 1, 1),
                      () -> {
                        throw new AssertionError("computed for nothing");
                      }))
          .isInstanceOf(ElboException.class)
          .hasMessageContaining("in use by another run");
    } finally {
      lock.release();
    }
    assertThat(EstimatorsFile.read(FinishedRun.read(run))).isEmpty();
  }
}
