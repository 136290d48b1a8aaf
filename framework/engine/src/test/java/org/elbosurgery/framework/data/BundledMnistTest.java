package org.elbosurgery.framework.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.Support;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The counts are those of README.md beside the bundled files. */
final class BundledMnistTest {

  @Test
  @DisplayName("static binarized MNIST has 60000 + 10000 rows and the published pixels")
  void load() {
    DataSet data = new DataSource().load(new DataOptions(), Support.BINARY, RandomStream.of(1));
    assertThat(data.name()).isEqualTo("mnist");
    // sha256sum of the decompressed train, valid and test files one after the other.
    assertThat(data.sha256())
        .isEqualTo("c462f82a020638a4d5d8d44e4c83242ee0145ee1d125869d0e030c35011837e6");
    assertThat(data.train().size()).isEqualTo(60_000);
    assertThat(data.train().width()).isEqualTo(784);
    assertThat(RowValues.sum(data.train().first(50_000))).isEqualTo(5_118_041);
    assertThat(RowValues.sum(data.train().slice(50_000, 60_000))).isEqualTo(1_028_036);
    Rows test = data.test().orElseThrow();
    assertThat(test.size()).isEqualTo(10_000);
    assertThat(RowValues.sum(test)).isEqualTo(1_038_896);
    assertThat(data.repeatedTestRows()).isEmpty();
  }
}
