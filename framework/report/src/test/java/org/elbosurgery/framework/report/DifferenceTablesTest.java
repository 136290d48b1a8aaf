package org.elbosurgery.framework.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.elbosurgery.framework.table.TableFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A report on differences")
final class DifferenceTablesTest {

  @TempDir private Path folder;
  private MadeUpReport made;

  @BeforeEach
  void makeReport() {
    made = new MadeUpReport(folder);
  }

  @Test
  @DisplayName("names the differences that are significant where they are no more than the others")
  void namesTheSignificant() {
    made.run("a", "gaussian", 1, 0, 1, 1, 2, 2);
    made.run("b", "vamp", 1, 0.5, 101, 101, 103, 101);
    made.run("c", "mixture", 1, 0.5, 2, 2, 1, 1);
    // The marginal KLs differ by (100, 100, 101, 99), error sqrt(2/3) / 2, and by (1, 1, -1, -1).
    assertThat(String.join(" ", made.lines(TableFormat.TEXT)))
        .contains(
            "Significant at the level of 5 % (two-sided, Holm over the table of 6), and no other:"
                + " marginal KL of vamp, d = 2 (train); average KL of vamp, d = 2 (train); ELBO of"
                + " vamp, d = 2 (train).");
  }

  @Test
  @DisplayName("has no test where nothing varies, and says so")
  void hasNoTestWithoutVariance() {
    made.run("a1", "gaussian", 1, 0, 2, 2, 2, 2);
    made.run("a2", "gaussian", 2, 0, 2, 2, 2, 2);
    made.run("b1", "vamp", 1, 0.5, 1, 1, 1, 1);
    made.run("b2", "vamp", 2, 0.5, 1, 1, 1, 1);

    assertThat(made.csv("tests")).contains("vamp,2,train,marginal KL,\"t, 1 df\",,,");
    assertThat(made.lines(TableFormat.TEXT))
        .anyMatch(line -> line.startsWith("No difference can be tested. Not tested"))
        .anyMatch(line -> line.contains("for want of any variance: reconstruction of"));
  }
}
