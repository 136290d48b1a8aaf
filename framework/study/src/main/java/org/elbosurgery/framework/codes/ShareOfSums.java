package org.elbosurgery.framework.codes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.cluster.Piece;
import org.elbosurgery.framework.cluster.SameBits;
import org.elbosurgery.framework.cluster.Site;
import org.elbosurgery.framework.exchange.CodeParts;
import org.elbosurgery.framework.exchange.ModelCodesFile;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.option.Share;
import org.elbosurgery.framework.surgery.SubsampledEstimator;

/**
 * The inner sums over a share of codes, made on a machine of a cluster: the bytes of the file of
 * {@link CodesSums}.
 *
 * @param codes the file or folder, absolute
 * @param codesSha256 its digest, to be found there, too
 * @param number of the share
 * @param count of shares
 * @param points as in {@link CodesSurgery#sums}
 * @param threads to compute on
 * @param seed of the samples
 * @param same what the machine has to have
 */
record ShareOfSums(
    String codes,
    String codesSha256,
    int number,
    int count,
    int points,
    int threads,
    long seed,
    SameBits same)
    implements Piece<byte[]> {

  @Override
  public byte[] run(Site site) {
    same.requireIn(site);
    Path file = Path.of(codes);
    if (!Files.exists(file)) {
      throw ElboException.user(
          "%s sees no %s; codes lie in a folder that all machines see under the same path"
              .formatted(site.name(), file));
    }
    if (!CodeParts.sha256(file).equals(codesSha256)) {
      throw ElboException.user(
          "%s sees other codes in %s than this process; give a folder that all machines share"
              .formatted(site.name(), file));
    }
    CodesSurgery surgery = new CodesSurgery(new SubsampledEstimator(), 1, threads, seed);
    return bytes(
        new CodesSums(
            codesSha256,
            seed,
            same.version(),
            surgery.sums(
                ModelCodesFile.read(file), new Share(number, count), points, TaskListener.NONE)));
  }

  private static byte[] bytes(CodesSums sums) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      sums.content().writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
