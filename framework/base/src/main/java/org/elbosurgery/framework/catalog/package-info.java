/**
 * The plugins there are: found by {@link java.util.ServiceLoader}, checked and described once at
 * start-up, made from what a user writes. Nothing here loads a class of ND4J.
 */
package org.elbosurgery.framework.catalog;
