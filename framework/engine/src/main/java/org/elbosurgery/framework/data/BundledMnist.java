package org.elbosurgery.framework.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.Sha256;

/**
 * Static binarized MNIST (Salakhutdinov and Murray 2008; Larochelle and Murray 2011), which is part
 * of this program: 60000 training rows, the published training split followed by the validation
 * split, and 10000 test rows, of 28 x 28 binary pixels.
 */
final class BundledMnist {

  private static final int PIXELS = 28 * 28;

  /** The digests are of the decompressed bits; see README.md in the folder of the files. */
  private enum Split {
    TRAIN(50_000, "727146c35424b019f3e350e1e69faa05644a0abaf787e3f4e1a9632220a13906"),
    VALID(10_000, "a256ac44ae26be720fad8616a05ed6ecfd1619930d9a208379bb2a4405df5b6d"),
    TEST(10_000, "9fcd8da6f0fdf09b2ba30fe63a0bb784042a0de82563172530229b983e294ff2");

    private final int rows;
    private final String sha256;

    Split(int rows, String sha256) {
      this.rows = rows;
      this.sha256 = sha256;
    }

    private String resource() {
      return "binarized_mnist_" + name().toLowerCase(Locale.ROOT) + ".bits.gz";
    }
  }

  private BundledMnist() {}

  static Source load() {
    PackedBits train = bits(Split.TRAIN);
    PackedBits valid = bits(Split.VALID);
    PackedBits test = bits(Split.TEST);
    Content both =
        out -> {
          train.writeTo(out);
          valid.writeTo(out);
        };
    return new Source(
        "mnist",
        new NamedRows("mnist", train.followedBy(valid), both),
        Optional.of(new NamedRows("mnist test", test, test)));
  }

  private static PackedBits bits(Split split) {
    byte[] bits = decompressed(split);
    if (bits.length != split.rows * PIXELS / Byte.SIZE
        || !Sha256.of(out -> out.write(bits)).equals(split.sha256)) {
      throw damaged(split, null);
    }
    return new PackedBits(PIXELS, bits);
  }

  private static byte[] decompressed(Split split) {
    try (InputStream resource = BundledMnist.class.getResourceAsStream(split.resource())) {
      if (resource == null) {
        throw damaged(split, null);
      }
      return new GZIPInputStream(new BufferedInputStream(resource)).readAllBytes();
    } catch (IOException e) {
      throw damaged(split, e);
    }
  }

  private static ElboException damaged(Split split, IOException cause) {
    return ElboException.internal(
        "the bundled " + split.resource() + " is missing or damaged: build the program anew",
        cause);
  }
}
