package org.elbosurgery.framework.plan;

import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Products with the matrix S of what a window sees of images, which is never in memory as a whole:
 * each worker makes the rows of a few of its images and multiplies while they are in the cache.
 *
 * @param window over the images
 * @param n number of images
 * @param channels of the places, of which there is one for each stop of the window
 * @param images {@code [n, height, width, channels of the images]}
 * @param places {@code [n stops, channels]}
 * @param weights {@code [window, channels]}
 * @param workers the threads to compute on
 */
record WindowProduct(
    Window window,
    int n,
    int channels,
    Memory images,
    Memory places,
    Memory weights,
    Workers workers) {

  /** A few images, and the product with what is seen of them. */
  private record Block(WindowView view, int first, int count, Multiplication product) {}

  /** Makes the product of a block. */
  @FunctionalInterface
  private interface Product {

    /**
     * Returns the product of a few images.
     *
     * @param worker who computes it
     * @param seen what is seen of the images, or will be, {@code [count stops, window]}
     * @param first the number of the first image, by which the worker's first block is known
     * @param places of these images, {@code [count stops, channels]}
     */
    Multiplication of(int worker, Matrix seen, int first, Matrix places);
  }

  /** Prepares products of values with memory. */
  static WindowProduct of(
      Window window, Node images, Node places, Node weights, Alone.Means means) {
    return new WindowProduct(
        window,
        images.extent().size() / window.image(),
        (int) weights.shape()[1],
        means.storage().of(images),
        means.storage().of(places),
        means.storage().of(weights),
        means.workers());
  }

  /** Returns the step that computes places = S weights. */
  Step placesFromImages() {
    Matrix w = matrix(weights);
    List<List<Block>> blocks =
        blocks((worker, seen, first, places) -> new Multiplication(seen, w, 0, places));
    return () -> each(blocks, this::multiplySeen);
  }

  /** Returns the step that computes images = S*(places weights^T). */
  Step imagesFromPlaces() {
    Matrix w = matrix(weights).transposed();
    List<List<Block>> blocks =
        blocks((worker, seen, first, places) -> new Multiplication(places, w, 0, seen));
    return () ->
        each(
            blocks,
            block -> {
              block.product.run();
              block.view.addUp(images.numbers(), block.first, block.count);
            });
  }

  /** Returns the step that computes weights = S^T places: each worker's part, then their sum. */
  Step weightsFromBoth() {
    List<Memory> parts = new ArrayList<>(List.of(weights));
    IntStream.range(1, workers.size())
        .forEach(worker -> parts.add(Memory.ofShape(window.seen(), channels)));
    List<List<Block>> blocks =
        blocks(
            (worker, seen, first, places) ->
                new Multiplication(
                    seen.transposed(),
                    places,
                    first == begin(worker) ? 0 : 1,
                    matrix(parts.get(worker))));
    return () -> {
      each(blocks, this::multiplySeen);
      for (Memory part : parts.subList(1, parts.size())) {
        cblas_saxpy(window.seen() * channels, 1, part.pointer(0), 1, weights.pointer(0), 1);
      }
    };
  }

  private Matrix matrix(Memory part) {
    return Matrix.of(part, window.seen(), channels);
  }

  private void multiplySeen(Block block) {
    block.view.look(images.numbers(), block.first, block.count);
    block.product.run();
  }

  /** Returns the first image of a worker. */
  private int begin(int worker) {
    return (int) ((long) n * worker / workers.size());
  }

  /** Returns every worker's blocks. */
  private List<List<Block>> blocks(Product product) {
    int stops = window.stops();
    Matrix all = Matrix.of(places, n * stops, channels);
    List<List<Block>> blocks = new ArrayList<>();
    for (int worker = 0; worker < workers.size(); worker++) {
      WindowView view = new WindowView(window);
      List<Block> own = new ArrayList<>();
      int end = begin(worker + 1);
      for (int first = begin(worker); first < end; first += view.images()) {
        int count = Math.min(view.images(), end - first);
        Matrix some = all.rows(first * stops, (first + count) * stops);
        Multiplication each = product.of(worker, view.matrix(count), first, some);
        own.add(new Block(view, first, count, each));
      }
      blocks.add(own);
    }
    return blocks;
  }

  private void each(List<List<Block>> blocks, Consumer<Block> work) {
    workers.together(worker -> blocks.get(worker).forEach(work));
  }
}
