"""What goes on inside a network in ONNX, told as well as what comes out of it."""

HIDDEN = "/GatherElements_output_0"  # [windows, words, features]: the encoder's last layer, at the first piece of words

# Numbers of fields in onnx.proto, and how protocol buffers mark a field that tells its length.
GRAPH, OUTPUT, NAME, TYPE, TENSOR, FLOAT = 7, 12, 1, 2, 1, b"\x08\x01"
OF_LENGTH = 2


def told_as_well(model: bytes, layer: str) -> bytes:
    """The network, with the numbers of this layer as one more output.

    Messages of protocol buffers may be written one after another: what is repeated in them is joined (the format's
    documentation, "Last One Wins"). So an output is added without knowing the rest of the file, or any library.
    """
    output = _field(NAME, layer.encode()) + _field(TYPE, _field(TENSOR, FLOAT))
    return model + _field(GRAPH, _field(OUTPUT, output))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | OF_LENGTH) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    packed = bytearray()
    while number > 127:
        packed.append(number & 127 | 128)
        number >>= 7
    return bytes([*packed, number])
