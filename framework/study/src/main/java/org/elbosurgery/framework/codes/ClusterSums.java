package org.elbosurgery.framework.codes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.cluster.Cluster;
import org.elbosurgery.framework.cluster.SameBits;
import org.elbosurgery.framework.exchange.CodeParts;
import org.elbosurgery.framework.exchange.ModelCodes;
import org.elbosurgery.framework.exchange.RowCodes;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.kernel.PartSizes;
import org.elbosurgery.framework.option.Share;

/**
 * The inner sums of codes, made by the machines of a cluster, each over shares of the components.
 * What is merged is, bit for bit, what one process sums.
 *
 * @param file the file or folder of the codes, which every machine sees under the same path
 * @param points the number of data points whose samples are summed, as in {@link CodesSurgery#sums}
 * @param threads that each machine computes a share on
 * @param seed of the samples
 */
public record ClusterSums(Path file, int points, int threads, long seed) {

  /** Shares for each slot: a lost machine then costs a part of its work, and progress is shown. */
  private static final int PER_SLOT = 2;

  /**
   * Makes the sums.
   *
   * @param codes what the file holds
   * @param progress receives the number of shares that are made
   * @throws ElboException USER if a machine does not see the codes, or would compute other bits
   * @throws InterruptedException if this thread is interrupted
   */
  public MergedCodes on(Cluster cluster, ModelCodes codes, ProgressListener progress)
      throws InterruptedException {
    SameBits same = SameBits.here();
    String sha256 = CodeParts.sha256(file);
    int count = Math.min(parts(codes), PER_SLOT * cluster.slots());
    List<ShareOfSums> shares =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                number ->
                    new ShareOfSums(
                        file.toAbsolutePath().toString(),
                        sha256,
                        number,
                        count,
                        points,
                        threads,
                        seed,
                        same))
            .toList();
    return merged(cluster.run(shares, progress), sha256, same);
  }

  /** Returns how many parts the split of the most parts has: more shares would be empty. */
  private static int parts(ModelCodes codes) {
    return Math.max(parts(codes.train()), codes.test().map(ClusterSums::parts).orElse(1));
  }

  private static int parts(RowCodes rows) {
    Posteriors posteriors = rows.posteriors();
    return PartSizes.ends(posteriors.size(), posteriors.dimensions()).length;
  }

  /** Reads the sums as those of other processes, from files that are there for this moment. */
  private MergedCodes merged(List<byte[]> sums, String sha256, SameBits same) {
    try {
      Path folder = Files.createTempDirectory("elbo-sums");
      try {
        for (int i = 0; i < sums.size(); i++) {
          byte[] bytes = sums.get(i);
          CodesSums.write(folder, new Share(i + 1, sums.size()), out -> out.write(bytes));
        }
        return MergedCodes.read(folder, sha256, seed, same.version());
      } finally {
        FileUtils.deleteDirectory(folder.toFile());
      }
    } catch (IOException e) {
      throw FileProblem.unwritable(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }
}
