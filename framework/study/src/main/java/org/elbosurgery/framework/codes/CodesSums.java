package org.elbosurgery.framework.codes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.kernel.MixingSums;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.Safetensors;
import org.elbosurgery.framework.option.Share;
import org.elbosurgery.framework.surgery.PartialSums;

/**
 * The inner sums over a share of the components of codes, as a {@code .safetensors} file: the
 * arrays {@code train.log_sum} and {@code train.entropy}, {@code [P, S]} each, in nats, for the P
 * parts of the share and S samples, and those of test rows if there are any. A text called {@code
 * elbo} says in JSON what they are of.
 *
 * @param codesSha256 the digest of the codes
 * @param seed of the samples
 * @param version of the program that made them
 * @param sums of each split that the codes have
 */
public record CodesSums(
    String codesSha256, long seed, String version, Map<Split, PartialSums> sums) {

  private static final String TEXT = "elbo";
  private static final String DIGEST = "arraysSha256";

  /** Keeps the sums. */
  public CodesSums {
    sums = new EnumMap<>(sums);
  }

  /** Returns which share it is. */
  public Share share() {
    return sums.get(Split.TRAIN).share();
  }

  /** Returns what must be the same in the files of all shares, by what it is in words. */
  Map<String, String> identity() {
    Map<String, String> identity = identity(codesSha256, seed, version);
    identity.put("the number of shares", Integer.toString(share().count()));
    identity.put("the splits", sums.keySet().toString());
    sums.forEach(
        (split, of) -> {
          identity.put(
              "the number of data points of " + split.label(), Integer.toString(of.points()));
          identity.put("the kernel of " + split.label(), of.kernel());
        });
    return identity;
  }

  /** Returns what of this is known without a file. */
  static Map<String, String> identity(String codesSha256, long seed, String version) {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("the SHA-256 of its codes", codesSha256);
    identity.put("the seed", Long.toString(seed));
    identity.put("the version of elbo", version);
    return identity;
  }

  /**
   * Writes the file {@code part-K-of-N.safetensors}, in place of an earlier one.
   *
   * @param folder made if there is none
   * @return the file
   * @throws ElboException USER if it cannot be written
   */
  public Path write(Path folder) {
    return write(folder, share(), content());
  }

  /** Writes the content of the file of a share. */
  static Path write(Path folder, Share share, Content content) {
    Path file =
        folder.resolve("part-%05d-of-%05d.safetensors".formatted(share.number(), share.count()));
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileProblem.unwritable(folder, e);
    }
    AtomicFile.write(file, content);
    return file;
  }

  /** Returns the content of the file. */
  public Content content() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    Map<String, Object> splits = new LinkedHashMap<>();
    sums.forEach(
        (split, of) -> {
          Map<String, Object> about = new LinkedHashMap<>();
          about.put("points", of.points());
          about.put("kernel", of.kernel());
          splits.put(split.label(), about);
          if (!of.sums().isEmpty()) {
            arrays.put(logSum(split), matrix(of.sums().stream().map(MixingSums::logSums).toList()));
            arrays.put(
                entropy(split), matrix(of.sums().stream().map(MixingSums::entropies).toList()));
          }
        });
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("share", share().number());
    about.put("shares", share().count());
    about.put("codesSha256", codesSha256);
    about.put("seed", Long.toString(seed));
    about.put("version", version);
    about.put(DIGEST, digest(arrays));
    about.putAll(splits);
    return Safetensors.content(arrays, Map.of(TEXT, Json.line(about)));
  }

  private static String logSum(Split split) {
    return split.label() + ".log_sum";
  }

  private static String entropy(Split split) {
    return split.label() + ".entropy";
  }

  private static String digest(Map<String, NpyArray> arrays) {
    return Sha256.of(Safetensors.content(arrays, Map.of()));
  }

  private static NpyArray matrix(List<double[]> rows) {
    double[] values = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    return NpyArray.of(values, rows.size(), rows.get(0).length);
  }

  /**
   * Reads a file.
   *
   * @throws ElboException USER if it is damaged, or has no partial sums
   */
  public static CodesSums read(Path file) {
    String text = Safetensors.metadata(file).get(TEXT);
    if (text == null) {
      throw ElboException.user(
          file + " has no partial sums; elbo decompose --part makes such files");
    }
    JsonObject about = JsonObject.parse(file, text.getBytes(StandardCharsets.UTF_8));
    Share share =
        about.make(
            new int[] {about.integer("share", 1), about.integer("shares", 1)},
            read -> new Share(read[0], read[1]));
    Map<String, NpyArray> arrays = Safetensors.read(file);
    if (!about.text(DIGEST).equals(digest(arrays))) {
      throw ElboException.user(file + " is damaged: its arrays are not those that were written");
    }
    Map<Split, PartialSums> sums = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      about
          .optionalObject(split.label())
          .ifPresent(of -> sums.put(split, sums(file, share, split, of, arrays)));
    }
    if (!sums.containsKey(Split.TRAIN)) {
      throw about.damaged(Split.TRAIN.label(), "is missing");
    }
    long seed = about.make(about.text("seed"), Long::parseLong);
    return new CodesSums(about.text("codesSha256"), seed, about.text("version"), sums);
  }

  private static PartialSums sums(
      Path file, Share share, Split split, JsonObject about, Map<String, NpyArray> arrays) {
    int points = about.integer("points", 1);
    String kernel = about.text("kernel");
    NpyArray logSum = arrays.get(logSum(split));
    NpyArray entropy = arrays.get(entropy(split));
    if (logSum == null && entropy == null) {
      return new PartialSums(share, points, kernel, List.of());
    }
    if (logSum == null
        || entropy == null
        || logSum.rank() != 2
        || !Arrays.equals(logSum.shape(), entropy.shape())) {
      throw ElboException.user(
          "%s is damaged: %s and %s are [P, S] both"
              .formatted(file, logSum(split), entropy(split)));
    }
    double[] a = logSum.doubles();
    double[] h = entropy.doubles();
    if (Arrays.stream(a).anyMatch(value -> Double.isNaN(value) || value == Double.POSITIVE_INFINITY)
        || !Arrays.stream(h).allMatch(value -> value >= 0 && Double.isFinite(value))) {
      throw ElboException.user(
          "%s is damaged: %s has NaN or infinity, or %s a value that is no entropy"
              .formatted(file, logSum(split), entropy(split)));
    }
    List<MixingSums> sums = new ArrayList<>();
    int samples = logSum.length(1);
    for (int part = 0; part < logSum.length(0); part++) {
      int from = part * samples;
      sums.add(
          new MixingSums(
              Arrays.copyOfRange(a, from, from + samples),
              Arrays.copyOfRange(h, from, from + samples)));
    }
    return new PartialSums(share, points, kernel, sums);
  }
}
