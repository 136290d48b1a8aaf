package org.elbosurgery.framework.data;

import java.util.Optional;
import org.elbosurgery.api.RandomStream;

/**
 * A small data set with two known latent dimensions: 2000 training and 500 test rows of 8 x 8
 * binary pixels. The code z ~ N(0, I) of a row puts the centre of a soft disc at 3.5 + 1.5 z, and
 * pixel (x, y) is drawn from a Bernoulli with mean 1 / (1 + exp(r^2 - 4)), where r is its distance
 * from the centre. The seed is fixed, so the rows are always the same.
 */
final class SyntheticData {

  private static final long SEED = 1;
  private static final int SIDE = 8;

  private SyntheticData() {}

  static Source load() {
    RandomStream random = RandomStream.of(SEED).named("synthetic");
    return new Source(
        "synthetic",
        table("synthetic", 2000, random.named("train")),
        Optional.of(table("synthetic test", 500, random.named("test"))));
  }

  private static NamedRows table(String name, int size, RandomStream random) {
    float[] pixels = new float[size * SIDE * SIDE];
    for (int i = 0; i < size; i++) {
      draw(random.at(i), pixels, i * SIDE * SIDE);
    }
    PackedBits bits = PackedBits.of(new FloatRows(SIDE * SIDE, pixels));
    return new NamedRows(name, bits, bits);
  }

  private static void draw(RandomStream random, float[] pixels, int offset) {
    double centreX = 3.5 + 1.5 * random.nextGaussian();
    double centreY = 3.5 + 1.5 * random.nextGaussian();
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double squared = (x - centreX) * (x - centreX) + (y - centreY) * (y - centreY);
        double ink = 1 / (1 + StrictMath.exp(squared - 4)); // the same bits on every machine
        pixels[offset + SIDE * y + x] = random.nextDouble() < ink ? 1 : 0;
      }
    }
  }
}
