"""Writes the fixtures in this folder with NumPy: python3 make_fixtures.py"""

import numpy as np

table = np.arange(6, dtype=np.float64).reshape(2, 3) / 4 - 0.5
cube = np.arange(24, dtype=np.int32).reshape(2, 3, 4)

np.save("float32.npy", table.astype("<f4"))
np.save("float64_big_endian.npy", table.astype(">f8"))
np.save("int32_fortran.npy", np.asfortranarray(cube))
np.save("int32_big_endian_fortran.npy", np.asfortranarray(cube.astype(">i4")))
np.save("int64.npy", np.array([-1, 0, 2**53 + 1, 2**63 - 1]))
np.save("uint8.npy", np.array([[0, 127, 128, 255]], dtype=np.uint8))
np.save("bool.npy", np.array([True, False, True]))
np.save("scalar.npy", np.float32(2.5))
np.save("empty.npy", np.zeros((0, 3), dtype=np.float32))
np.save("object.npy", np.array([{}, "text"], dtype=object), allow_pickle=True)
np.save("complex.npy", np.zeros(2, dtype=np.complex64))
np.save("structured.npy", np.zeros(2, dtype=[("x", "<f4"), ("y", "<i4")]))
for version in (2, 3):
    with open(f"version{version}.npy", "wb") as file:
        np.lib.format.write_array(file, table.astype("<f4"), version=(version, 0))
np.savez("stored.npz", mean=table, log_var=table.astype("<f4"))
np.savez_compressed("deflated.npz", mean=table, log_var=table.astype("<f4"))
np.savez("text_beside.npz", mean=table, label=np.array(["a", "b"]), log_var=table.astype("<f4"))
np.save("float16.npy", np.array([0.5, -2, 65504, 2.0**-24, np.inf, -0.0, 0.1], dtype=np.float16))
for name in ("int8", "int16", "uint16", "uint32"):
    limits = np.iinfo(name)
    np.save(f"{name}.npy", np.array([limits.min, 7, limits.max], dtype=name))
np.save("bfloat16.npy", np.zeros(2, dtype="V2"))  # what it becomes of an array of ml_dtypes
np.savez("integers.npz", mean=np.arange(6).reshape(3, 2), log_var=np.zeros((3, 2), dtype=np.int8))
np.savez("one_variance.npz", mean=table, log_var=np.float32(0))
