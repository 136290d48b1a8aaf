package org.elbosurgery.framework.data;

import java.util.Objects;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;

/**
 * Which data to use, and how.
 *
 * @param data {@code mnist}, {@code synthetic}, or {@code TRAIN[,TEST]}: files with IDX images
 *     (plain or gzip), NumPy's {@code .npy} or {@code .npz}, numbers as text, HDF5 with AnnData,
 *     MATLAB's or safetensors; or folders of images
 * @param labels where the classes of the rows are: the name of an array or a column of the data,
 *     {@link #FOLDERS}, or files of their own, as {@code TRAIN[,TEST]}, of which one may be empty;
 *     empty for none
 * @param binarize how grey values become binary
 * @param limit the number of training rows to use, counted from the first; 0 for all. All test rows
 *     are always used
 */
public record DataOptions(
    @Option(
            value =
                "mnist, synthetic, or files TRAIN[,TEST]: IDX images, .npy, .npz, CSV, HDF5, .h5ad,"
                    + " .mat, .safetensors; or folders of PNG or JPEG images; a comma in a name is written"
                    + " \\,",
            decides = Decides.PLACE)
        String data,
    @Option(
            value =
                "classes of the rows, for colours and terms by class: an array or a column of the"
                    + " data, folders (of images), or files; TRAIN[,TEST]",
            decides = Decides.PLACE)
        String labels,
    @Option(value = "how grey values become binary", decides = Decides.ROWS) Binarization binarize,
    @Option(value = "training rows to take, from the first; 0 takes all", decides = Decides.ROWS)
        @Min(0)
        int limit) {

  /** The labels of images that are the names of their subfolders. */
  public static final String FOLDERS = "folders";

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public DataOptions {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(binarize, "binarize");
    if (limit < 0) {
      throw new IllegalArgumentException("limit is " + limit + ", not 0 or greater");
    }
  }

  /** The defaults: all of static binarized MNIST. */
  public DataOptions() {
    this("mnist", "", Binarization.NONE, 0);
  }

  /** Data without labels. */
  public DataOptions(String data, Binarization binarize, int limit) {
    this(data, "", binarize, limit);
  }

  /**
   * Returns the same without labels that are in files of their own, with absolute paths; labels in
   * the data belong to these.
   */
  public DataOptions withoutLabelFiles() {
    String others = LabelPlaces.of(labels).map(LabelPlaces::withoutFiles).orElse("");
    return new DataOptions(data, others, binarize, limit);
  }

  /** Returns the same with the {@linkplain DataSource#published published} places. */
  public DataOptions published() {
    return new DataOptions(
        DataSource.published(data), DataSource.published(labels), binarize, limit);
  }

  /** Returns the rows up to the limit; all of them if there are no more. */
  Rows firstOf(Rows rows) {
    return limit == 0 || limit >= rows.size() ? rows : rows.first(limit);
  }
}
