/** Functions of graphs as ONNX models, which other programs execute. */
package org.elbosurgery.framework.onnx;
