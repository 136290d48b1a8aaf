package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.npy.WordArray;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("elbo data")
final class DataCommandTest {

  @TempDir private Path folder;

  private static float[] values(Rows rows) {
    float[] values = new float[rows.size() * rows.width()];
    for (int i = 0; i < rows.size(); i++) {
      rows.copyTo(i, values, i * rows.width());
    }
    return values;
  }

  @Test
  @DisplayName("writes the rows that a run with these options trains on")
  void exports() {
    Path grey = folder.resolve("grey.npy");
    AtomicFile.write(grey, NpyArray.of(new float[] {0, 0.5f, 1, 0.25f, 0.5f, 0.5f}, 3, 2));
    Path out = folder.resolve("out.npz");
    String[] options = {"--binarize=static", "--limit=2", "--seed=5", "--out=" + out};

    Recorded recorded =
        Recorded.run(
            Elbo.standard(),
            "data",
            grey.toString(),
            options[0],
            options[1],
            options[2],
            options[3]);

    assertThat(recorded.exitCode()).isZero();
    assertThat(recorded.out()).contains("  train rows      2", "  out             " + out);
    Map<String, String> spec =
        Map.of("data", grey.toString(), "binarize", "static", "limit", "2", "seed", "5");
    Rows trained =
        Guice.createInjector(
                new ElboModule(PluginSource.of(DataCommandTest.class.getClassLoader())))
            .getInstance(ExperimentResolver.class)
            .resolve(ExperimentSpec.create(spec))
            .data()
            .train();
    Map<String, NpyArray> arrays = Npz.read(out, Set.of("train", "test"));
    assertThat(arrays).containsOnlyKeys("train");
    assertThat(arrays.get("train").shape()).containsExactly(2, 2);
    assertThat(arrays.get("train").floats()).containsExactly(values(trained)).doesNotContain(0.5f);
  }

  private Path labelled(String data, String labels, String name) {
    Path out = folder.resolve(name);
    Recorded recorded =
        Recorded.run(Elbo.standard(), "data", data, "--labels", labels, "--out=" + out);
    assertThat(recorded.err()).isEmpty();
    return out;
  }

  @Test
  @DisplayName("reads what it has written as the same, with the labels of as many test rows")
  void reads() throws IOException {
    Path train = Files.writeString(folder.resolve("a.csv"), "x,kind\n1,cat\n0,dog\n");
    Path test = Files.writeString(folder.resolve("b.csv"), "x,kind\n0,owl\n1,elk\n");
    Path written = labelled(train + "," + test, "kind", "written.npz");

    assertThat(Npz.words(written, "test_labels")).contains(WordArray.of(List.of("owl", "elk")));
    assertThat(labelled(written.toString(), "labels", "again.npz")).hasSameBinaryContentAs(written);
  }

  @Test
  @DisplayName("refuses a file of another format, and data that are not there")
  void refuses() throws IOException {
    String missing = folder.resolve("missing").toString();
    assertThat(Refusal.of(folder, "data", missing, "--out=x.csv"))
        .hasSize(2)
        .contains("out is x.csv; give NAME.npz or NAME.npy")
        .anySatisfy(line -> assertThat(line).startsWith("data is \"" + missing + "\", but there"));
    assertThat(Refusal.of(folder, "data"))
        .containsExactly(
            "name one source of data, as run --data does: elbo data mnist, or elbo data TRAIN,TEST");
  }
}
