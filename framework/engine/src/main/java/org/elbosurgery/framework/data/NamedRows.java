package org.elbosurgery.framework.data;

import org.elbosurgery.framework.file.Content;

/**
 * Rows as read from their source.
 *
 * @param name the source, for messages
 * @param rows the values, not yet checked against any likelihood
 * @param content the content that the digest is computed from: the decompressed bytes of images, or
 *     a NumPy array as {@code .npy} in little-endian C order
 */
record NamedRows(String name, Rows rows, Content content) {}
