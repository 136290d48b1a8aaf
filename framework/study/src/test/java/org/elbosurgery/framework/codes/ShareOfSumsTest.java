package org.elbosurgery.framework.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.cluster.Cluster;
import org.elbosurgery.framework.cluster.Piece;
import org.elbosurgery.framework.cluster.SameBits;
import org.elbosurgery.framework.cluster.Site;
import org.elbosurgery.framework.exchange.CodeParts;
import org.elbosurgery.framework.exchange.ModelCodes;
import org.elbosurgery.framework.exchange.ModelCodesFile;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.option.Share;
import org.elbosurgery.framework.surgery.PartialSums;
import org.elbosurgery.framework.surgery.SubsampledEstimator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A share of sums on a machine of a cluster")
final class ShareOfSumsTest {

  private static final Site SITE = new Site("executor 7", "");
  private static final int N = 1500;
  private static final int POINTS = 1000;
  private static final long SEED = 3;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeCodes() {
    file = folder.resolve("codes.npz");
    Npz.write(
        file,
        Map.of(
            "mean", NpyArray.of(RandomStream.of(1).gaussians(2 * N), N, 2),
            "log_var", NpyArray.of(new float[2 * N], N, 2)));
  }

  /** A cluster of this process alone. */
  private static final class Alone implements Cluster {

    @Override
    public int slots() {
      return 3;
    }

    @Override
    public <R extends Serializable> List<R> run(
        List<? extends Piece<R>> pieces, ProgressListener progress) throws InterruptedException {
      List<R> results = new ArrayList<>();
      for (Piece<R> piece : pieces) {
        results.add(piece.run(SITE));
      }
      return results;
    }

    @Override
    public void close() {}
  }

  @Test
  @DisplayName("has the bits of one process")
  void sameBits() throws Exception {
    ModelCodes codes = ModelCodesFile.read(file);
    PartialSums expected =
        new CodesSurgery(new SubsampledEstimator(), 1, 1, SEED)
            .sums(codes, new Share(1, 1), POINTS, TaskListener.NONE)
            .get(Split.TRAIN);
    PartialSums found =
        new ClusterSums(file, POINTS, 1, SEED)
            .on(new Alone(), codes, ProgressListener.NONE)
            .of(Split.TRAIN)
            .get(0);
    assertThat(found.kernel()).isEqualTo(expected.kernel());
    assertThat(found.sums().get(0).logSums()).isEqualTo(expected.sums().get(0).logSums());
    assertThat(found.sums().get(0).entropies()).isEqualTo(expected.sums().get(0).entropies());
  }

  private void assertRefused(Path codes, String sha256, SameBits same, String reason) {
    ShareOfSums share = new ShareOfSums(codes.toString(), sha256, 1, 1, POINTS, 1, SEED, same);
    assertThatThrownBy(() -> share.run(SITE))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith("executor 7 " + reason);
  }

  @Test
  @DisplayName("is refused where the codes are not seen, or are others")
  void codes() {
    String sha256 = CodeParts.sha256(file);
    Path missing = folder.resolve("missing.npz");
    assertRefused(missing, sha256, SameBits.here(), "sees no " + missing + "; codes lie in");
    assertRefused(file, "0f", SameBits.here(), "sees other codes in " + file + " than");
  }

  @Test
  @DisplayName("is refused where the version or the arithmetic is another, as the bits would be")
  void bits() {
    String sha256 = CodeParts.sha256(file);
    SameBits here = SameBits.here();
    assertRefused(
        file,
        sha256,
        new SameBits("0.0.9", here.vectors(), here.java()),
        "runs elbo " + here.version() + ", this process 0.0.9: the bits may differ");
    assertRefused(
        file,
        sha256,
        new SameBits(here.version(), !here.vectors(), here.java()),
        here.vectors()
            ? "computes on the Vector API, this process in plain Java: the bits would differ"
            : "computes in plain Java, this process on the Vector API: the bits would differ");
  }
}
