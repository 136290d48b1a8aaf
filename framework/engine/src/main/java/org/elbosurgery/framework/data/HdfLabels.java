package org.elbosurgery.framework.data;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.WordArray;

/**
 * Reads the classes of rows in an HDF5 file: a dataset at its root, or a column of {@code obs} of
 * AnnData, of numbers, of text, or categorical. A class that is missing is an empty word.
 */
final class HdfLabels {

  /** The table of AnnData with a row for each row of X. */
  private static final String OBSERVATIONS = "obs";

  /** Where AnnData had the categories of columns until version 0.7. */
  private static final String OLD_CATEGORIES = "__categories";

  /** Bytes of heap for a word, about. */
  private static final int BYTES_OF_WORD = 80;

  private HdfLabels() {}

  /**
   * Returns the names of all datasets and columns.
   *
   * @throws ElboException USER if the file cannot be read
   */
  static Set<String> names(Path path) {
    return HdfArrays.with(
        path,
        file -> {
          Set<String> names = new LinkedHashSet<>();
          child(file, OBSERVATIONS)
              .filter(Group.class::isInstance)
              .ifPresent(table -> names.addAll(((Group) table).getChildren().keySet()));
          names.remove(OLD_CATEGORIES);
          file.getChildren().values().stream()
              .filter(Dataset.class::isInstance)
              .forEach(dataset -> names.add(dataset.getName()));
          return names;
        });
  }

  /**
   * Reads a dataset or a column.
   *
   * @return the classes; empty if the file has nothing of this name
   * @throws ElboException USER if it cannot be read, or has neither whole numbers nor text
   */
  static Optional<WordArray> read(Path path, String name) {
    return HdfArrays.with(
        path,
        file -> {
          Optional<Group> table =
              child(file, OBSERVATIONS).filter(Group.class::isInstance).map(Group.class::cast);
          Optional<Node> column = table.flatMap(group -> child(group, name));
          String where = path + ": " + Quotation.of(name);
          Optional<Node> categories =
              table
                  .flatMap(group -> child(group, OLD_CATEGORIES))
                  .flatMap(group -> child((Group) group, name));
          if (column.isPresent() && categories.isPresent()) {
            return Optional.of(
                LabelWords.of(where, categorical(where, column.get(), categories.get())));
          }
          return column.or(() -> child(file, name)).map(node -> words(where, node));
        });
  }

  private static Optional<Node> child(Group group, String name) {
    return Optional.ofNullable(group.getChildren().get(name)).filter(HdfLabels::isKnown);
  }

  private static boolean isKnown(Node node) {
    return node instanceof Group || (node instanceof Dataset dataset && !dataset.isCompound());
  }

  private static WordArray words(String where, Node node) {
    if (node instanceof Dataset dataset) {
      return words(where, dataset);
    }
    Group group = (Group) node;
    Optional<Node> codes = child(group, "codes");
    Optional<Node> categories = child(group, "categories");
    if (codes.isPresent() && categories.isPresent()) {
      return LabelWords.of(where, categorical(where, codes.get(), categories.get()));
    }
    Optional<Node> values = child(group, "values");
    Optional<Node> mask = child(group, "mask");
    if (values.isPresent() && mask.isPresent()) {
      return LabelWords.of(where, masked(where, values.get(), mask.get()));
    }
    throw ElboException.user(
        where + " is no column of numbers, of text or of categories; give one that is");
  }

  private static WordArray words(String where, Dataset dataset) {
    return dataset.getJavaType().isPrimitive() && !dataset.isVariableLength()
        ? LabelWords.of(where, numbers(where, dataset))
        : LabelWords.of(where, texts(where, dataset));
  }

  private static NpyArray numbers(String where, Dataset dataset) {
    requireSpace(where, dataset);
    return HdfArrays.array(dataset, dataset.getDimensions());
  }

  private static void requireSpace(String where, Dataset dataset) {
    HeapSpace.require(where, BYTES_OF_WORD * dataset.getSize());
  }

  private static List<String> texts(String where, Node node) {
    Dataset dataset = (Dataset) node;
    if (dataset.getDimensions().length != 1) {
      throw ElboException.user(
          "%s has the shape %s; give the class of each row, [N]"
              .formatted(where, Arrays.toString(dataset.getDimensions())));
    }
    requireSpace(where, dataset);
    Object values = dataset.getData();
    return IntStream.range(0, Array.getLength(values))
        .mapToObj(n -> String.valueOf(Array.get(values, n)))
        .toList();
  }

  /** Returns the category that each code numbers; code -1 stands for none. */
  private static List<String> categorical(String where, Node codes, Node categories) {
    List<String> names = texts(where, categories);
    return texts(where, codes).stream()
        .map(Integer::parseInt)
        .map(code -> code == -1 ? "" : names.get(Objects.checkIndex(code, names.size())))
        .toList();
  }

  /** Returns the values that are not masked. */
  private static List<String> masked(String where, Node values, Node mask) {
    List<String> words = texts(where, values);
    List<String> isMissing = texts(where, mask);
    return IntStream.range(0, words.size())
        .mapToObj(n -> isMissing.get(n).matches("(?i)true|1") ? "" : words.get(n))
        .toList();
  }
}
