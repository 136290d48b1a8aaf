package org.elbosurgery.framework.networks;

import org.apache.commons.math3.random.AbstractRandomGenerator;
import org.elbosurgery.api.RandomStream;

/** A stream as Commons Math's distributions take randomness. */
final class StreamGenerator extends AbstractRandomGenerator {

  private final RandomStream random;

  StreamGenerator(RandomStream random) {
    this.random = random;
  }

  @Override
  public double nextDouble() {
    return random.nextDouble();
  }

  @Override
  public void setSeed(long seed) {
    throw new UnsupportedOperationException("the stream is addressed by names");
  }
}
