package org.elbosurgery.framework.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.lang3.ArrayUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.RegularFile;

/** Common file formats of arrays besides NumPy's, recognised by the first bytes of a file. */
public enum ForeignFormat {
  /** HDF5, as Keras writes it, and MATLAB since 7.3. */
  HDF5("an HDF5 file", "h5py", "h5py.File(%s)['NAME'][()]"),
  /** MATLAB up to 7.2. */
  MATLAB("a MATLAB file", "scipy.io", "scipy.io.loadmat(%s)['NAME']"),
  /** The format of {@code torch.save}. */
  PYTORCH("a PyTorch file", "torch", "torch.load(%s)['NAME'].float().cpu().numpy()"),
  /** The format of Python's {@code pickle.dump}. */
  PICKLE("a Python pickle", "pickle", "pickle.load(open(%s, 'rb'))"),
  /** Hugging Face's format. */
  SAFETENSORS("a safetensors file", "safetensors.numpy", "safetensors.numpy.load_file(%s)['NAME']"),
  /** Numbers as text, separated by commas. */
  CSV("text of numbers", "numpy", "numpy.loadtxt(%s, delimiter=',')"),
  /** Numbers as text, separated by blanks: {@code .amat}, {@code .txt}. */
  TEXT("text of numbers", "numpy", "numpy.loadtxt(%s)");

  private static final int BEGINNING = 1024;

  /** No control characters, and something of a table: a digit or a separator. */
  private static final Pattern START_OF_TEXT =
      Pattern.compile(
          "(?=[^0-9,;\\t]*+[0-9,;\\t])[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ufffd]++\\ufffd?");

  /** Where the signature of HDF5 may be: after a block of the user's own. */
  private static final int FIRST_USER_BLOCK = 512;

  private static final byte[] HDF5_SIGNATURE = HexFormat.of().parseHex("894844460d0a1a0a");

  /** A pickle of protocol 2 with the magic number of files of PyTorch up to 1.5. */
  private static final byte[] OLD_PYTORCH = HexFormat.of().parseHex("80028a0a6cfc9c46f920");

  private final String words;
  private final String module;
  private final String expression;

  ForeignFormat(String words, String module, String expression) {
    this.words = words;
    this.module = module;
    this.expression = expression;
  }

  /**
   * Checks that a file has none of these formats.
   *
   * @throws ElboException USER if it has one of them, naming the format and the line of Python that
   *     converts the file; or if it cannot be read
   */
  public static void refuse(Path file) {
    of(file)
        .ifPresent(
            format -> {
              throw format.problem(file);
            });
  }

  /**
   * Returns the format of a file; empty if it is none of these.
   *
   * @throws ElboException USER if it cannot be read
   */
  public static Optional<ForeignFormat> of(Path file) {
    try (InputStream in = RegularFile.open(file)) {
      return of(in.readNBytes(BEGINNING));
    } catch (IOException e) {
      throw FileProblem.unreadable(file, e);
    }
  }

  private static Optional<ForeignFormat> of(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (startsWith(start, HDF5_SIGNATURE)
        || startsWith(ArrayUtils.subarray(start, FIRST_USER_BLOCK, BEGINNING), HDF5_SIGNATURE)
        || text.startsWith("MATLAB 7.3")) {
      return Optional.of(HDF5);
    }
    if (text.startsWith("MATLAB 5.0")) {
      return Optional.of(MATLAB);
    }
    if (startsWith(start, OLD_PYTORCH)) {
      return Optional.of(PYTORCH);
    }
    if (start.length > 2 && start[0] == (byte) 0x80 && start[1] >= 2 && start[1] <= 5) {
      return Optional.of(PICKLE);
    }
    if (text.length() > 9
        && text.startsWith("{\"", 8)) { // after the 8 bytes of the header's length
      return Optional.of(SAFETENSORS);
    }
    if (isText(new String(start, StandardCharsets.UTF_8))) {
      return Optional.of(text.contains(",") ? CSV : TEXT);
    }
    return Optional.empty();
  }

  /** Returns whether a beginning is text in UTF-8, whose last character may be cut in two. */
  private static boolean isText(String start) {
    return START_OF_TEXT.matcher(start).matches();
  }

  private static boolean startsWith(byte[] start, byte[] signature) {
    return Arrays.equals(signature, Arrays.copyOf(start, signature.length));
  }

  /** Returns an exception of category USER: a file has this format, which is not read. */
  public ElboException problem(Path file) {
    String name = file.getFileName().toString();
    String quoted = "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
    String imports = module.equals("numpy") ? "numpy" : "numpy, " + module;
    return ElboException.user(
        "%s is %s, which is not read; convert it in Python: import %s; numpy.save('%s.npy', %s) (or numpy.savez for several arrays)"
            .formatted(file, words, imports, stem(quoted), expression.formatted(quoted)));
  }

  private static String stem(String quoted) {
    String name = quoted.substring(1, quoted.length() - 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
