package org.elbosurgery.framework.codes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.option.Share;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.surgery.PartialSums;

/**
 * The partial sums of all shares of codes, from the files of a folder.
 *
 * @param shares each share once
 */
public record MergedCodes(List<CodesSums> shares) {

  private static final String SUFFIX = ".safetensors";

  /** Returns the sums of a split. */
  public List<PartialSums> of(Split split) {
    return shares.stream().map(each -> each.sums().get(split)).toList();
  }

  /**
   * Reads all shares, and checks that they belong together.
   *
   * @param folder with a file for each share
   * @param codesSha256 the digest of the codes
   * @param seed of the samples
   * @param version of this program
   * @throws ElboException USER if a file is damaged, foreign or given twice, or a share is missing,
   *     with all such problems
   */
  public static MergedCodes read(Path folder, String codesSha256, long seed, String version) {
    Problems problems = Problems.user();
    Map<Path, CodesSums> files = new TreeMap<>();
    for (Path file : files(folder)) {
      problems.check(() -> files.put(file, CodesSums.read(file)));
    }
    problems.requireNone();
    Map<String, String> expected = CodesSums.identity(codesSha256, seed, version);
    files.values().forEach(each -> each.identity().forEach(expected::putIfAbsent));
    files.forEach((file, sums) -> compare(file, sums.identity(), expected, problems));
    requireEachOnce(folder, files, problems);
    problems.requireNone();
    return new MergedCodes(List.copyOf(files.values()));
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files = all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
      if (files.isEmpty()) {
        throw ElboException.user(
            folder + " has no " + SUFFIX + " files; elbo decompose --part writes them there");
      }
      return files;
    } catch (IOException e) {
      throw FileProblem.unreadable(folder, e);
    } catch (UncheckedIOException e) { // while it is listed
      throw FileProblem.unreadable(folder, e.getCause());
    }
  }

  private static void compare(
      Path file, Map<String, String> found, Map<String, String> expected, Problems problems) {
    found.forEach(
        (what, value) -> {
          if (!value.equals(expected.get(what))) {
            problems.add(
                "%s: %s is %s, not %s; delete it, or make it anew"
                    .formatted(file, what, value, expected.get(what)));
          }
        });
  }

  private static void requireEachOnce(Path folder, Map<Path, CodesSums> files, Problems problems) {
    Map<Share, Path> found = new HashMap<>();
    files.forEach(
        (file, sums) -> {
          Path other = found.put(sums.share(), file);
          if (other != null) {
            problems.add(
                "%s and %s are both share %s; delete one of them"
                    .formatted(other, file, sums.share()));
          }
        });
    int count = files.values().iterator().next().share().count();
    List<Share> missing =
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> new Share(number, count))
            .filter(share -> !found.containsKey(share))
            .toList();
    if (!missing.isEmpty()) {
      problems.add(
          "%s: %d of %d shares are missing, such as %s; make it with --part %s"
              .formatted(folder, missing.size(), count, missing.get(0), missing.get(0)));
    }
  }
}
