"""The sentence encoder as it is read at run time: pieces of words, an ONNX file, and heads over its vectors."""
