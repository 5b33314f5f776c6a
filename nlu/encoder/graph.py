"""Writes the encoder as an ONNX graph: pieces in, one vector out; weights as bytes, with a scale for each row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

Array: TypeAlias = NDArray[np.float32]
_MIDDLE = 128
_MICROSOFT = "com.microsoft"


@dataclass(frozen=True)
class Shape:
    """What the graph needs to know of the network."""

    layers: int
    attention_heads: int
    width: int
    epsilon: float


@dataclass
class _Graph:
    nodes: list[NodeProto] = field(default_factory=list)
    values: list[TensorProto] = field(default_factory=list)

    def hold(self, name: str, value: NDArray[np.generic]) -> str:
        self.values.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def do(self, kind: str, taken: list[str], given: str, domain: str = "", **how: object) -> str:
        self.nodes.append(helper.make_node(kind, taken, [given], domain=domain, **how))
        return given


def write_graph(numbers: Mapping[str, Array], shape: Shape) -> ModelProto:
    """`numbers` by the names of `Network.state_dict`, contexts already among the `words`."""
    graph = _Graph()
    seen = _embed(graph, numbers, shape)
    for layer in range(shape.layers):
        seen = _attend(graph, numbers, shape, f"layers.{layer}.", seen)
    first = graph.hold("axis_pieces", np.array([1], np.int64))
    graph.do("ReduceMean", [seen, first], "vector", keepdims=0)
    made = helper.make_graph(
        graph.nodes,
        "encoder",
        [helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, "length"])],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, shape.width])],
        graph.values,
    )
    versions = [helper.make_opsetid("", 20), helper.make_opsetid(_MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=versions, ir_version=9, producer_name="huzhu")


def _embed(graph: _Graph, numbers: Mapping[str, Array], shape: Shape) -> str:
    words, scales = _to_bytes(numbers["words"])
    graph.do("Gather", [graph.hold("words", words), "pieces"], "words_bytes")
    graph.do("Gather", [graph.hold("scales", scales), "pieces"], "words_scales")
    graph.do("Cast", ["words_bytes"], "words_cast", to=TensorProto.FLOAT)
    middle = graph.hold("middle", np.array(_MIDDLE, np.float32))
    graph.do("Sub", ["words_cast", middle], "words_centred")
    graph.do("Mul", ["words_centred", "words_scales"], "words_seen")
    graph.do("Shape", ["pieces"], "length", start=1, end=2)
    start, axis = graph.hold("start", np.array([0], np.int64)), graph.hold("axis", np.array([0], np.int64))
    positions = graph.hold("positions", numbers["positions"])
    graph.do("Slice", [positions, start, "length", axis], "places")
    graph.do("Add", ["words_seen", "places"], "words_placed")
    return _normalise(graph, numbers, shape, "first", "words_placed")


def _attend(graph: _Graph, numbers: Mapping[str, Array], shape: Shape, name: str, seen: str) -> str:
    parts = [_multiply(graph, numbers, name + part, seen) for part in ("query", "key", "value")]
    graph.do("MultiHeadAttention", parts, name + "mixed", _MICROSOFT, num_heads=shape.attention_heads)
    out = _multiply(graph, numbers, name + "out", name + "mixed")
    graph.do("Add", [seen, out], name + "attended")
    seen = _normalise(graph, numbers, shape, name + "after_attention", name + "attended")
    wide = _multiply(graph, numbers, name + "wide", seen)
    graph.do("Gelu", [wide], name + "bent")
    narrow = _multiply(graph, numbers, name + "narrow", name + "bent")
    graph.do("Add", [seen, narrow], name + "changed")
    return _normalise(graph, numbers, shape, name + "after", name + "changed")


def _normalise(graph: _Graph, numbers: Mapping[str, Array], shape: Shape, name: str, seen: str) -> str:
    weight = graph.hold(f"{name}.weight", numbers[f"{name}.weight"])
    bias = graph.hold(f"{name}.bias", numbers[f"{name}.bias"])
    return graph.do(
        "LayerNormalization", [seen, weight, bias], f"{name}.normal", axis=-1, epsilon=shape.epsilon
    )


def _multiply(graph: _Graph, numbers: Mapping[str, Array], name: str, seen: str) -> str:
    """What is multiplied is brought to bytes too, message by message, which is what makes it fast."""
    weights = numbers[f"{name}.weight"]
    quantised, scales = _to_bytes(weights)
    signed = (quantised.astype(np.int16) - _MIDDLE).astype(np.int8)
    taken = [
        seen,
        graph.hold(f"{name}.weight", signed.T),
        graph.hold(f"{name}.scale", scales.reshape(-1)),
        "",
        graph.hold(f"{name}.bias", numbers[f"{name}.bias"]),
    ]
    return graph.do("DynamicQuantizeMatMul", taken, f"{name}.given", _MICROSOFT)


def _to_bytes(weights: Array) -> tuple[NDArray[np.uint8], Array]:
    """Bytes around 128, and one scale a row."""
    scales = np.abs(weights).max(axis=1, keepdims=True) / (_MIDDLE - 1)
    scales[scales == 0] = 1
    quantised = np.clip(np.rint(weights / scales) + _MIDDLE, 0, 255).astype(np.uint8)
    return quantised, scales.astype(np.float32)
