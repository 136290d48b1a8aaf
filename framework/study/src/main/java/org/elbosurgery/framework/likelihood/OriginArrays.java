package org.elbosurgery.framework.likelihood;

import static org.elbosurgery.framework.npy.NamedArrays.ANY;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.npy.NamedArrays;
import org.elbosurgery.framework.npy.NpyArray;

/**
 * The origin of bounds as arrays of their file: {@code checkpoint_sha256}, the bytes of the digest,
 * {@code [32]}, {@code seed} and {@code estimator}, and the builds in {@code prior_sha256}, {@code
 * encoder_sha256} and {@code decoder_sha256}, {@code [32]}, each absent if the build cannot be
 * determined; {@code fit_sha256} is there for a prior that was fitted to the codes, and {@code
 * until_ess} where samples are drawn until so many count.
 */
public final class OriginArrays {

  private static final String CHECKPOINT = "checkpoint_sha256";
  private static final String FIT = "fit_sha256";
  private static final String UNTIL_ESS = "until_ess";
  private static final String SEED = "seed";
  private static final String ESTIMATOR = "estimator";

  private OriginArrays() {}

  /** Adds an origin to the arrays of a file. */
  public static void put(BoundsOrigin origin, Map<String, NpyArray> arrays) {
    arrays.put(CHECKPOINT, digest(origin.checkpointSha256()));
    arrays.put(SEED, number(origin.seed()));
    arrays.put(ESTIMATOR, number(origin.estimator()));
    if (origin.untilEss() > 0) {
      arrays.put(UNTIL_ESS, number(origin.untilEss()));
    }
    origin.fitSha256().ifPresent(sha256 -> arrays.put(FIT, digest(sha256)));
    origin.plugins().sha256().forEach((kind, sha256) -> arrays.put(build(kind), digest(sha256)));
  }

  /**
   * Reads an origin.
   *
   * @throws IllegalArgumentException if an array is missing or is none of these
   */
  public static BoundsOrigin read(NamedArrays arrays) {
    Map<String, String> builds = new LinkedHashMap<>();
    for (String kind : PluginBuilds.MODEL) {
      if (arrays.has(build(kind))) {
        builds.put(kind, digest(arrays, build(kind)));
      }
    }
    return new BoundsOrigin(
        digest(arrays, CHECKPOINT),
        arrays.longs(SEED)[0],
        arrays.counts(ESTIMATOR)[0],
        new PluginBuilds(builds),
        arrays.has(FIT) ? Optional.of(digest(arrays, FIT)) : Optional.empty(),
        arrays.has(UNTIL_ESS) ? arrays.counts(UNTIL_ESS)[0] : 0);
  }

  private static String build(String kind) {
    return kind + "_sha256";
  }

  private static NpyArray digest(String sha256) {
    byte[] bytes = HexFormat.of().parseHex(sha256);
    return NpyArray.of(
        IntStream.range(0, bytes.length).mapToLong(i -> Byte.toUnsignedLong(bytes[i])).toArray(),
        bytes.length);
  }

  private static NpyArray number(long value) {
    return NpyArray.of(new long[] {value});
  }

  private static String digest(NamedArrays arrays, String name) {
    StringBuilder digest = new StringBuilder();
    for (long value : arrays.longs(name, ANY)) {
      digest.append(HexFormat.of().toHexDigits((byte) value));
    }
    return digest.toString();
  }
}
