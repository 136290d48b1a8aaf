package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Small runs of the whole program, and what they leave on the disk. */
final class RunFolders {

  /** A run of a second: 300 synthetic rows, 8 hidden units, 3 epochs of 5 steps. */
  private static final List<String> SMALL =
      List.of(
          "--data=synthetic",
          "--limit=300",
          "--encoder=mlp:hidden-layers=1,hidden-units=8",
          "--decoder=mlp:hidden-layers=1,hidden-units=8",
          "--epochs=3",
          "--batch=64",
          "--seed=7",
          "--threads=1");

  private RunFolders() {}

  /** Returns the arguments of a small run; what is given takes the place of its own options. */
  static String[] smallRun(String... given) {
    return small("run", given);
  }

  /** Returns the arguments of a small comparison, likewise. */
  static String[] smallComparison(String... given) {
    return small("compare", given);
  }

  /** Returns the arguments of a small sweep, likewise. */
  static String[] smallSweep(String... given) {
    return small("sweep", given);
  }

  /** Returns the one cell of a sweep whose name begins so. */
  static Path cell(Path sweep, String beginning) throws IOException {
    try (Stream<Path> cells = Files.list(sweep.resolve("cells"))) {
      return cells
          .filter(cell -> cell.getFileName().toString().startsWith(beginning))
          .reduce((one, other) -> fail("two cells begin with " + beginning))
          .orElseThrow();
    }
  }

  private static String[] small(String command, String... given) {
    List<String> names = Arrays.stream(given).map(RunFolders::name).toList();
    List<String> arguments = new ArrayList<>(List.of(command));
    SMALL.stream().filter(option -> !names.contains(name(option))).forEach(arguments::add);
    arguments.addAll(List.of(given));
    return arguments.toArray(String[]::new);
  }

  private static String name(String option) {
    return option.replaceFirst("=.*", "");
  }

  /** Returns every file and folder under a folder, with the bytes of the files as text. */
  static Map<String, String> listing(Path folder) throws IOException {
    Map<String, String> listing = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        String content =
            Files.isRegularFile(path) ? Arrays.toString(Files.readAllBytes(path)) : "folder";
        listing.put(folder.relativize(path).toString(), content);
      }
    }
    return listing;
  }
}
