package org.elbosurgery.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.exchange.PosteriorsFile;
import org.elbosurgery.framework.experiment.ExperimentListener;
import org.elbosurgery.framework.export.Exporter;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.gap.AggregateMoments;
import org.elbosurgery.framework.gap.LatentDimension;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The reader in Python")
final class PythonTest {

  private static final int ROWS = 20;

  /** Writes the first rows of data of a run. */
  private static Path rows(Injector injector, Path run, Path file) {
    Rows rows =
        injector
            .getInstance(Exporter.class)
            .read(run, Optional.empty())
            .model()
            .experiment()
            .trainingRows()
            .fitted();
    float[] x = new float[ROWS * rows.width()];
    for (int n = 0; n < ROWS; n++) {
      rows.copyTo(n, x, n * rows.width());
    }
    AtomicFile.write(file, Npz.content(Map.of("x", NpyArray.of(x, ROWS, rows.width()))));
    return file;
  }

  private static double number(Ended read, String before) {
    return Double.parseDouble(
        read.output().replaceFirst("(?s).*" + before + " here within (\\S+)\\s.*", "$1"));
  }

  @Test
  @DisplayName("reads an exported run with NumPy alone, and encodes and decodes as the run does")
  void reads(@TempDir Path parent) throws Exception {
    assumeTrue(Ended.hasPython("numpy"), "this needs python3 with NumPy");
    Injector injector = EmbeddingSample.installedPlugins();
    Path run = parent.resolve("run");
    Path out = parent.resolve("out");
    EmbeddingSample.run(injector, "gaussian", run, ExperimentListener.NONE);
    List<String> leftOut = EmbeddingSample.export(injector, run, out);

    Ended read =
        Ended.of(
            "python3",
            Page.PROJECT.resolve("docs/python/read_run.py").toString(),
            out.toString(),
            rows(injector, run, parent.resolve("rows.npz")).toString());

    assertThat(leftOut).isEmpty();
    assertThat(read.exitCode()).as(read.output()).isZero();
    assertThat(read.output()).contains("marginalKl", "1000 samples of the prior", "20 rows");
    Posteriors codes = PosteriorsFile.read(run.resolve("codes.npz"));
    long inUse =
        LatentDimension.of(codes, AggregateMoments.of(codes), ProgressListener.NONE).stream()
            .filter(LatentDimension::inUse)
            .count();
    assertThat(read.output()).contains("  " + inUse + " dimensions in use");
    // Sums of 33 and of 3 products in single precision, and a sigmoid: some 40 times 6e-8. Of the
    // encoder, sums of 65 and 33, whose terms are about as large.
    assertThat(number(read, "decoded")).isLessThan(1e-5);
    assertThat(number(read, "encoded")).isLessThan(1e-5);
  }
}
