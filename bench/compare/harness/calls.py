"""Calls of gRPC as octets: two methods of the interoperability tests, without a library."""

from harness.peers import SERVICE

SIZE = 100
MESSAGES = 100
UNARY = f"/{SERVICE}/UnaryCall"
STREAMING = f"/{SERVICE}/StreamingOutputCall"
# A frame's head, and what surrounds so short a body: two fields, each a tag and a length.
ANSWER = 5 + 2 + 2 + SIZE


def varint(number):
    """A number as protobuf has it: seven bits an octet, the lowest first."""
    octets = bytearray()
    while number > 0x7F:
        octets.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(octets) + bytes([number])


def number(field, value):
    """A field that holds a number."""
    return varint(field << 3) + varint(value)


def nested(field, value):
    """A field that holds octets or a message."""
    return varint(field << 3 | 2) + varint(len(value)) + value


def framed(message):
    """A message as gRPC sends it: not compressed, its length, itself."""
    return b"\0" + len(message).to_bytes(4, "big") + message


def unary():
    """SimpleRequest: response_size and a payload of the same size."""
    return framed(number(2, SIZE) + nested(3, nested(2, b"\0" * SIZE)))


def streaming():
    """StreamingOutputCallRequest: so many messages, one after another."""
    return framed(nested(2, number(1, SIZE)) * MESSAGES)
