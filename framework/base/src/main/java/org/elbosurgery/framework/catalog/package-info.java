/**
 * The installed plugins: found by {@link java.util.ServiceLoader}, checked and described once at
 * start-up, and made from texts written by users. Nothing here loads a class of ND4J.
 */
package org.elbosurgery.framework.catalog;
