"""Reads what `elbo export RUN --out FOLDER` has written, with NumPy alone.

python read_run.py FOLDER [ROWS.npz], whose x has the rows of data of the first codes
"""

import json
import sys
from pathlib import Path

import numpy as np

TYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8"}


def sigmoid(x):
    return np.exp(-np.logaddexp(0, -x))


ACTIVATIONS = {
    "softplus": lambda x: np.logaddexp(x, 0),
    "relu": lambda x: np.maximum(x, 0),
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "swish": lambda x: x * sigmoid(x),
    "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "leaky-relu": lambda x: np.where(x > 0, x, 0.01 * x),
}

MEANS = {  # E[x|z] from the last layer of a decoder
    "bernoulli": sigmoid,
    "gaussian": lambda output: output,
    "negative-binomial": lambda output: np.exp(np.minimum(output, 20)),
}


def read_safetensors(path):
    """Returns all arrays by name, and the options of the run."""
    data = Path(path).read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    options = header.pop("__metadata__", {})
    arrays = {}
    for name, tensor in header.items():
        begin, end = tensor["data_offsets"]
        elements = np.frombuffer(data[start + begin : start + end], TYPES[tensor["dtype"]])
        arrays[name] = elements.reshape(tensor["shape"])
    return arrays, options


def plugin(text):
    """Splits "mlp:activation=tanh,hidden-units=50" into its name and its options."""
    name, _, options = text.partition(":")
    return name, dict(option.split("=", 1) for option in options.split(",") if option)


def dense(x, weights, layer):
    """Returns x W + b; `layer` is such as "decoder/hidden1"."""
    role, name = layer.split("/")
    return x @ weights[f"{role}/W-{name}"] + weights[f"{role}/b-{name}"]


def hidden(x, weights, role, network):
    """Returns the last hidden layer of an encoder or a decoder, mlp or gated."""
    name, options = plugin(network)
    if name not in ("mlp", "gated"):
        raise SystemExit(f"{role} {name} is not written out here; use {role}.onnx")
    layer = 1
    while f"{role}/W-hidden{layer}" in weights:
        values = dense(x, weights, f"{role}/hidden{layer}")
        if name == "gated":
            x = values * sigmoid(dense(x, weights, f"{role}/hidden{layer}-gate"))
        else:
            x = ACTIVATIONS[options["activation"]](values)
        layer += 1
    return x


def encode(x, weights, options):
    """Returns mean and log-variance of q(z|x), [n, d], of rows x, [n, D]."""
    features = hidden(x, weights, "encoder", options["encoder"])
    bounds = plugin(options["encoder"])[1].get("log-variance", "free")
    log_var = dense(features, weights, "encoder/log-variance")
    if bounds != "free":
        log_var = np.clip(log_var, *map(float, bounds.split("..")))
    return dense(features, weights, "encoder/mean"), np.clip(log_var, -12, 12)


def decode(z, weights, options):
    """Returns E[x|z], [n, D], of codes z, [n, d]."""
    features = hidden(z, weights, "decoder", options["decoder"])
    likelihood = plugin(options["decoder"])[1]["likelihood"]
    if likelihood not in MEANS:
        raise SystemExit(f"the mean of a {likelihood} is not written out here; use decoder.onnx")
    return MEANS[likelihood](dense(features, weights, "decoder/output"))


def main(folder, rows=None):
    weights, options = read_safetensors(folder / "weights.safetensors")
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    codes, samples = np.load(folder / "codes.npz"), np.load(folder / "samples.npz")
    n, d = codes["mean"].shape
    print(f"{options['prior']} in {d} dimensions, {n} codes of {options['data']}")
    for term in ("elbo", "reconstruction", "averageKl", "mutualInformation", "marginalKl"):
        if term in result:
            print(f"  {term:17} {result[term]['mean']:10.4f} +- {result[term]['standardError']:.4f}")
    noise = np.exp(codes["log_var"])
    in_use = (np.log1p(codes["mean"].var(0) / noise.mean(0)) / 2 > 0.1).sum()
    print(f"  {in_use} dimensions in use, mean variance {noise.mean():.4f}")
    difference = np.abs(decode(samples["z"], weights, options) - samples["mean"]).max()
    print(f"  {len(samples['z'])} samples of the prior, decoded here within {difference:.1e}")
    if rows:
        x = np.load(rows)["x"]
        mean, log_var = encode(x, weights, options)
        difference = max(
            np.abs(mean - codes["mean"][: len(x)]).max(),
            np.abs(log_var - codes["log_var"][: len(x)]).max(),
        )
        print(f"  {len(x)} rows, encoded here within {difference:.1e}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
